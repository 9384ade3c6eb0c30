"""Writes explain_model.json: partial dependence with ICE, a tree surrogate and a learning curve (python3 explain_model.py; scikit-learn 1.9.1, numpy)."""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.inspection import partial_dependence
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import r2_score
from sklearn.model_selection import StratifiedKFold, learning_curve
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

rng = np.random.RandomState(11)
n = 200
x = np.column_stack([rng.normal(50, 20, n), rng.randint(1, 9, n), rng.exponential(100, n)]).round(3)
y = (0.04 * (x[:, 0] - 50) + 0.3 * (x[:, 1] - 4) - 0.004 * x[:, 2] + rng.normal(0, 1, n) > 0).astype(int)

logistic = LogisticRegression(C=1e4, max_iter=10_000, tol=1e-10).fit(x, y)
tree = DecisionTreeClassifier(max_depth=4, min_samples_leaf=5, random_state=0).fit(x, y)


def dependence(model, column, points):
    found = partial_dependence(model, x, [column], kind="both", method="brute", response_method="predict_proba", grid_resolution=points)
    return {
        "column": column,
        "points": points,
        "grid": found["grid_values"][0].tolist(),
        "average": found["average"][0].tolist(),
        "individual": found["individual"][0][:5].tolist(),
    }


cases = [(0, 20), (1, 20), (1, 5), (2, 7)]
whole = rng.randint(0, 21, size=(300, 4)).astype(float)
said = 1 / (1 + np.exp(-(0.3 * (whole[:, 0] - 10) + 0.2 * np.maximum(whole[:, 1] - 12, 0) - 0.1 * whole[:, 2])))
shallow = DecisionTreeRegressor(max_depth=3, min_samples_leaf=10, random_state=0).fit(whole[:240], said[:240])
sizes, learned, held_out = learning_curve(
    DecisionTreeClassifier(max_depth=3, min_samples_leaf=5, random_state=0),
    x,
    y,
    train_sizes=[0.1, 0.25, 0.5, 0.75, 1.0],
    cv=StratifiedKFold(5, shuffle=True, random_state=42),
    scoring="roc_auc",
    shuffle=True,
    random_state=42,
)
json.dump(
    {
        "about": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}",
        "x": x.tolist(),
        "y": y.tolist(),
        "logistic": {"coefficients": logistic.coef_[0].tolist(), "intercept": float(logistic.intercept_[0]), "cases": [dependence(logistic, *case) for case in cases]},
        "tree": {"max_depth": 4, "min_samples_leaf": 5, "cases": [dependence(tree, *case) for case in cases]},
        "surrogate": {
            "x": whole.tolist(),
            "said": said.tolist(),
            "trained": 240,
            "depth": 3,
            "leaf": 10,
            "leaves": int(shallow.get_n_leaves()),
            "predicted": shallow.predict(whole).tolist(),
            "r2": r2_score(said[240:], shallow.predict(whole[240:])),
        },
        "curve": {"sizes": sizes.tolist(), "learned": learned.tolist(), "held_out": held_out.tolist()},
    },
    open(pathlib.Path(__file__).with_name("explain_model.json"), "w"),
)
