"""HistGradientBoosting's defaults on the folds of `lab fit --algorithm auto --split cv:stratified:5:42` (the same rows, in file order).

    python tests/reference/auto_bars.py FILE TARGET [COLUMN,COLUMN...]

Needs scikit-learn. Categories as ordinal codes; prints mean and per-fold AUC, log loss, accuracy.
"""
import csv
import gzip
import json
import sys

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import accuracy_score, log_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold


def column(values):
    try:
        return np.array([float(v) if v.strip() else np.nan for v in values])
    except ValueError:
        known = {v: i for i, v in enumerate(sorted(set(values)))}
        return np.array([float(known[v]) for v in values])


def main(path, target, wanted=None):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
        text = file.read()
    dialect = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    rows = list(csv.reader(text.splitlines(), delimiter=dialect, skipinitialspace=True))
    header, rows = rows[0], [row for row in rows[1:] if row]
    at = {name: [row[j] for row in rows] for j, name in enumerate(header)}
    names = wanted.split(",") if wanted else [n for n in header if n != target and len(set(at[n])) < 0.95 * len(rows)]
    x = np.column_stack([column(at[name]) for name in names])
    y = np.array(at[target]) == sorted(set(at[target]))[1]
    found = []
    for train, test in StratifiedKFold(5, shuffle=True, random_state=42).split(x, y):
        chance = HistGradientBoostingClassifier(random_state=42).fit(x[train], y[train]).predict_proba(x[test])[:, 1]
        found.append((roc_auc_score(y[test], chance), log_loss(y[test], chance), accuracy_score(y[test], chance > 0.5)))
    print(json.dumps({"mean": dict(zip(("auc", "logLoss", "accuracy"), np.mean(found, axis=0))), "folds": found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
