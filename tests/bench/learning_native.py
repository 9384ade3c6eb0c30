"""The subjects of learning/subjects.ts with scikit-learn. `learning_native.py FOLDER`: ids on stdin, one a line; answers as JSON."""
import json
import sys
import time

import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.cluster import KMeans
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.impute import KNNImputer
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.neural_network import MLPClassifier
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier
from threadpoolctl import threadpool_limits

TRAIN, COLUMNS, GAPS, RFM = 150_000, 25, 20_000, 3
KERNEL, SHUFFLED = 5000, 20_000
folder = sys.argv[1]
# `processor`: seconds of all threads together, for a machine that others use too.
CLOCK = time.process_time if "processor" in sys.argv else time.perf_counter


def table(name, columns):
    # Row by row, as scikit-learn's own loaders and train_test_split hand tables out.
    return np.ascontiguousarray(np.fromfile(f"{folder}/{name}.f64").reshape(columns, -1).T)


whole = table("wide", COLUMNS + 2)
X, y = np.ascontiguousarray(whole[:TRAIN, :COLUMNS]), whole[:TRAIN, COLUMNS].astype(int)
amount = np.ascontiguousarray(whole[:TRAIN, COLUMNS + 1])
test_X, test_y = np.ascontiguousarray(whole[TRAIN:, :COLUMNS]), whole[TRAIN:, COLUMNS].astype(int)
rfm, gaps = table("rfm", RFM), table("gaps", COLUMNS)


def timed(work):
    started = CLOCK()
    result = work()
    return 1000 * (CLOCK() - started), result


def score(model, of):
    return model.decision_function(of) if hasattr(model, "decision_function") else model.predict_proba(of)[:, 1]


def ranking(model, threads=None):
    with threadpool_limits(threads):
        millis, _ = timed(lambda: model.fit(X, y))
    return millis, roc_auc_score(test_y, score(model, test_X))


def linear():
    millis, model = timed(lambda: LinearRegression().fit(X, amount))
    return millis, model.score(X, amount)


def logistic():
    millis, model = timed(lambda: LogisticRegression().fit(X, y))
    return millis, log_loss(y, model.predict_proba(X))


def folds():
    millis, scores = timed(lambda: cross_val_score(LogisticRegression(), X, y, cv=StratifiedKFold(5), scoring="roc_auc"))
    return millis, scores.mean()


def boosting():
    return HistGradientBoostingClassifier(early_stopping=False, random_state=0)


def boosting_small():
    some, answers = np.ascontiguousarray(X[:50_000, :20]), y[:50_000]
    with threadpool_limits(1):
        millis, model = timed(lambda: boosting().fit(some, answers))
    return millis, roc_auc_score(answers, score(model, some))


def svm():
    millis, model = timed(lambda: SVC().fit(X[:KERNEL], y[:KERNEL]))
    return millis, roc_auc_score(test_y[:KERNEL], model.decision_function(test_X[:KERNEL]))


def svm_decide():
    model = SVC().fit(X[:KERNEL], y[:KERNEL])
    millis, said = timed(lambda: model.decision_function(test_X))
    return millis, roc_auc_score(test_y, said)


def groups(rows):
    millis, model = timed(lambda: KMeans(5, n_init=10, random_state=0).fit(rows))
    return millis, model.inertia_


def importance():
    model = boosting().fit(X, y)
    millis, found = timed(lambda: permutation_importance(model, test_X[:SHUFFLED], test_y[:SHUFFLED], scoring="neg_log_loss", n_repeats=5, random_state=0))
    return millis, found.importances_mean.max()


def impute():
    millis, filled = timed(lambda: KNNImputer(n_neighbors=5).fit_transform(gaps))
    return millis, (filled * filled).sum()


SUBJECTS = {
    "linear": linear,
    "logistic": logistic,
    "logistic-folds": folds,
    "tree": lambda: ranking(DecisionTreeClassifier(max_depth=8, random_state=0)),
    "tree-whole": lambda: ranking(DecisionTreeClassifier(random_state=0)),
    "forest": lambda: ranking(RandomForestClassifier(10, random_state=0)),
    "boosting": lambda: ranking(boosting(), threads=1),
    "boosting-two": lambda: ranking(boosting()),
    "boosting-small": boosting_small,
    "linear-svm": lambda: ranking(LinearSVC(random_state=0)),
    "linear-svm-chance": lambda: ranking(CalibratedClassifierCV(LinearSVC(random_state=0), ensemble=False)),
    "svm": svm,
    "svm-decide": svm_decide,
    "mlp": lambda: ranking(MLPClassifier((32, 32), max_iter=20, random_state=0)),
    "kmeans": lambda: groups(X),
    "kmeans-rfm": lambda: groups(rfm),
    "importance": importance,
    "impute": impute,
}

print("ready", flush=True)
for line in sys.stdin:
    millis, figure = SUBJECTS[line.strip()]()
    print(json.dumps({"millis": millis, "figure": float(figure)}), flush=True)
