"""What the automatic choice is held against, on the folds of `lab fit --algorithm auto --split cv:stratified:5:42` (amounts:
`cv:kfold:5:42`), the same rows in file order.

    python tests/reference/auto_bars.py FILE TARGET [COLUMN,COLUMN...]     these columns only; -COLUMN,COLUMN... all but these

Yes/no: HistGradientBoosting's defaults; mean and per-fold AUC, log loss, accuracy, and the calibration error of all test rows
together (mean of |chance - share of yes| over 15 bins of equally many rows). Amounts: RMSE of ridge, forest and HistGradientBoosting,
all with their defaults, categories one-hot for ridge. Elsewhere categories are ordinal codes and empty cells missing (for ridge and
forest their column's median in the training rows). Needs scikit-learn.
"""
import csv
import gzip
import json
import sys

import numpy as np
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor, RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.metrics import accuracy_score, log_loss, roc_auc_score
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

BINS = 15


def column(values):
    """Numbers, and whether they are codes of categories."""
    known = [v for v in values if v.strip()]
    try:
        return np.array([float(v) if v.strip() else np.nan for v in values]), False
    except ValueError:
        codes = {v: float(i) for i, v in enumerate(sorted(set(known)))}
        return np.array([codes.get(v, np.nan) for v in values]), True


def read(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8-sig") as file:
        text = file.read()
    first = text.split("\n", 1)[0]
    dialect = ";" if first.count(";") > first.count(",") else ","
    rows = list(csv.reader(text.splitlines(), delimiter=dialect, skipinitialspace=True))
    header, rows = rows[0], [row for row in rows[1:] if row]
    return {name: [row[j] for row in rows] for j, name in enumerate(header)}, len(rows)


def chosen(at, target, rows, wanted):
    if wanted and not wanted.startswith("-"):
        return wanted.split(",")
    names = [n for n in at if n != target and n not in (wanted or "-")[1:].split(",")]
    # Names and numbers of each row are no facts; numbers that differ in nearly all rows may be.
    return [n for n in names if len(set(at[n])) < 0.95 * rows or any("." in v for v in at[n])]


def calibration_error(y, chance):
    order = np.argsort(chance, kind="stable")
    return float(sum(len(b) * abs(y[b].mean() - chance[b].mean()) for b in np.array_split(order, BINS)) / len(y))


def yes_no(x, y):
    found, chances = [], np.empty(len(y))
    for train, test in StratifiedKFold(5, shuffle=True, random_state=42).split(x, y):
        chances[test] = HistGradientBoostingClassifier(random_state=42).fit(x[train], y[train]).predict_proba(x[test])[:, 1]
        found.append((roc_auc_score(y[test], chances[test]), log_loss(y[test], chances[test]), accuracy_score(y[test], chances[test] > 0.5)))
    mean = dict(zip(("auc", "logLoss", "accuracy"), np.mean(found, axis=0)))
    return {"mean": mean, "calibrationError": calibration_error(y.astype(float), chances), "folds": found}


def amounts(x, y, is_category):
    numbers, categories = np.flatnonzero(~is_category), np.flatnonzero(is_category)
    line = make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
        (make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")), categories),
    )
    models = {
        "ridge": make_pipeline(line, Ridge()),
        "forest": make_pipeline(SimpleImputer(strategy="median"), RandomForestRegressor(random_state=42)),
        "boosting": HistGradientBoostingRegressor(random_state=42),
    }
    found = {name: [] for name in models}
    for train, test in KFold(5, shuffle=True, random_state=42).split(x):
        for name, model in models.items():
            found[name].append(float(np.sqrt(np.mean((model.fit(x[train], y[train]).predict(x[test]) - y[test]) ** 2))))
    return {"rmse": {name: float(np.mean(folds)) for name, folds in found.items()}, "folds": found}


def main(path, target, wanted=None):
    at, rows = read(path)
    made = [column(at[name]) for name in chosen(at, target, rows, wanted)]
    x = np.column_stack([values for values, _ in made])
    answers = sorted(set(at[target]))
    if len(answers) == 2:
        print(json.dumps(yes_no(x, np.array(at[target]) == answers[1])))
    else:
        print(json.dumps(amounts(x, column(at[target])[0], np.array([codes for _, codes in made]))))


if __name__ == "__main__":
    main(*sys.argv[1:])
