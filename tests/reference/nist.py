"""
Certified values of NIST's linear-regression sets by exact rational arithmetic: python3 tests/reference/nist.py
Asserts that nist.json's data give its certified values to 14 digits, and prints to how many the same sum agrees once data and
powers are rounded to float64: what any program that starts from doubles can reach at most. Writes that answer into the sets of
which it is below 9 digits (`rounded`).
"""
import json
import math
from fractions import Fraction
from pathlib import Path

FILE = Path(__file__).parent / "nist.json"


def solve(a, b):
    rows = [[*row, value] for row, value in zip(a, b)]
    n = len(rows)
    for i in range(n):
        pivot = next(r for r in range(i, n) if rows[r][i] != 0)
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for r in range(n):
            if r != i and rows[r][i] != 0:
                rows[r] = [value - rows[r][i] * above for value, above in zip(rows[r], rows[i])]
    return [row[n] for row in rows]


def least_squares(x, y):
    d = len(x[0])
    gram = [[sum(row[i] * row[j] for row in x) for j in range(d)] for i in range(d)]
    beta = solve(gram, [sum(row[i] * value for row, value in zip(x, y)) for i in range(d)])
    rss = sum((value - sum(c * u for c, u in zip(beta, row))) ** 2 for row, value in zip(x, y))
    inverse = [solve(gram, [Fraction(int(i == j)) for i in range(d)])[j] for j in range(d)]
    return [float(v) for v in beta], [math.sqrt(float(rss / (len(y) - d) * v)) for v in inverse]


def columns(one, number):
    def row(given):
        values = [number(text) for text in given]
        if one["degree"] > 1:
            for _ in range(one["degree"] - 1):
                values.append(values[-1] * values[0])
        return ([Fraction(1)] if one["intercept"] else []) + [Fraction(value) for value in values]

    return [row(given) for given in one["x"]], [Fraction(number(text)) for text in one["y"]]


def digits(found, wanted):
    return min(16 if a == b else -math.log10(abs(a - b) / (abs(b) or 1)) for a, b in zip(found, wanted))


if __name__ == "__main__":
    file = json.loads(FILE.read_text())
    texts = json.loads(FILE.read_text(), parse_float=str)
    for one, text in zip(file["sets"], texts["sets"]):
        text["x"] = [[str(v) for v in row] for row in text["x"]]
        text["y"] = [str(v) for v in text["y"]]
        text["degree"] = one["degree"]
        certified = (one["estimate"], one["deviation"])
        exact = [digits(a, b) for a, b in zip(least_squares(*columns(text, Fraction)), certified)]
        rounded = least_squares(*columns(text, float))
        left = [digits(a, b) for a, b in zip(rounded, certified)]
        print(f"{one['name']:10} exact {min(exact):5.1f}   from doubles {left[0]:5.1f} {left[1]:5.1f}")
        assert min(exact) > 14, one["name"]
        if min(left) < 9:
            one["rounded"] = dict(zip(("estimate", "deviation"), rounded))
    FILE.write_text(json.dumps(file, separators=(",", ":"), ensure_ascii=False) + "\n")
