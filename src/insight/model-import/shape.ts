/** What a model has to fit: the facts it is given, and what it answers. */
export interface Shape {
  /** Numbers a row of model input has. */
  columns: number;
  /** Yes or no; else an amount. */
  classification: boolean;
}
