/** An ONNX graph under construction (onnx.proto, IR version 8, opset 17 and ai.onnx.ml 3): named values, one node after the other. */
import { ProtoWriter } from './protobuf.ts';

export const ELEMENT = { float: 1, int64: 7, double: 11 } as const;
const ATTRIBUTE = { integer: 2, text: 3, tensor: 4, integers: 7, texts: 8 } as const;

export type Attribute =
  { integer: number } | { text: string } | { doubles: readonly number[] } | { integers: readonly number[] } | { texts: readonly string[] };

export class OnnxGraph {
  private readonly nodes: ProtoWriter[] = [];
  private readonly constants: ProtoWriter[] = [];
  private made = 0;

  /** A constant of doubles; row by row. Returns its name. */
  doubles(values: ArrayLike<number>, shape: readonly number[]): string {
    const name = this.fresh();
    this.constants.push(tensorOf(name, values, shape));
    return name;
  }

  scalar(value: number): string {
    return this.doubles([value], [1, 1]);
  }

  /** Adds a node with one output. Returns the name of that output. */
  node(type: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}, domain = ''): string {
    const output = this.fresh();
    this.nodes.push(nodeOf(type, inputs, output, attributes, domain));
    return output;
  }

  /**
   * @param input name and width of the table that comes in: rows x width, doubles
   * @param output name of the value that goes out, and what it shall be called: rows x 1, doubles
   */
  finish(
    input: { name: string; width: number },
    output: { value: string; name: string },
    facts: Readonly<Record<string, string>>,
  ): Uint8Array<ArrayBuffer> {
    const graph = new ProtoWriter();
    for (const node of this.nodes) graph.message(1, node);
    graph.message(1, nodeOf('Identity', [output.value], output.name, {}, ''));
    graph.text(2, 'regulars');
    for (const constant of this.constants) graph.message(5, constant);
    graph.message(11, tableOf(input.name, input.width)).message(12, tableOf(output.name, 1));
    const model = new ProtoWriter().integer(1, 8).text(2, 'Regulars').message(7, graph);
    for (const [domain, version] of [['', 17], ['ai.onnx.ml', 3]] as const) model.message(8, new ProtoWriter().text(1, domain).integer(2, version)); // prettier-ignore
    for (const [key, value] of Object.entries(facts)) model.message(14, new ProtoWriter().text(1, key).text(2, value));
    return model.finish();
  }

  private fresh(): string {
    return `v${this.made++}`;
  }
}

function tensorOf(name: string, values: ArrayLike<number>, shape: readonly number[]): ProtoWriter {
  const tensor = new ProtoWriter();
  for (const size of shape) tensor.integer(1, size);
  return tensor
    .integer(2, ELEMENT.double)
    .text(8, name)
    .bytes(9, new Uint8Array(Float64Array.from(values).buffer));
}

function nodeOf(
  type: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, Attribute>>,
  domain: string,
): ProtoWriter {
  const node = new ProtoWriter();
  for (const input of inputs) node.text(1, input);
  node.text(2, output).text(4, type);
  for (const [name, attribute] of Object.entries(attributes)) node.message(5, attributeOf(name, attribute));
  return domain ? node.text(7, domain) : node;
}

function attributeOf(name: string, attribute: Attribute): ProtoWriter {
  const made = new ProtoWriter().text(1, name);
  if ('integer' in attribute) return made.integer(3, attribute.integer).integer(20, ATTRIBUTE.integer);
  if ('text' in attribute) return made.text(4, attribute.text).integer(20, ATTRIBUTE.text);
  if ('doubles' in attribute)
    return made.message(5, tensorOf(name, attribute.doubles, [attribute.doubles.length])).integer(20, ATTRIBUTE.tensor);
  if ('integers' in attribute) {
    for (const value of attribute.integers) made.integer(8, value);
    return made.integer(20, ATTRIBUTE.integers);
  }
  for (const value of attribute.texts) made.text(9, value);
  return made.integer(20, ATTRIBUTE.texts);
}

function tableOf(name: string, width: number): ProtoWriter {
  const shape = new ProtoWriter().message(1, new ProtoWriter().text(2, 'rows')).message(1, new ProtoWriter().integer(1, width));
  const tensor = new ProtoWriter().integer(1, ELEMENT.double).message(2, shape);
  return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
}
