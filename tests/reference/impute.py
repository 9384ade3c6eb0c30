"""Writes impute.json: gaps filled by scikit-learn's KNNImputer and IterativeImputer (python3 impute.py; no ties in distance, whose order numpy leaves open; scikit-learn 1.2.1, numpy 1.24.2)."""
import json
import pathlib
import numpy as np
import sklearn
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer, KNNImputer
from sklearn.linear_model import BayesianRidge


def plain(a):
    return [[None if np.isnan(v) else float(v) for v in row] for row in a]


def holes(x, rng, share):
    x = x.copy()
    x[rng.random_sample(x.shape) < share] = np.nan
    return x


def case(name, fit, new):
    out = {"name": name, "fit": plain(fit), "new": plain(new), "nearest": [], "iterative": {}}
    for k in (1, 3, 5):
        for weights in ("uniform", "distance"):
            imputer = KNNImputer(n_neighbors=k, weights=weights).fit(fit)
            out["nearest"].append({"k": k, "weights": weights, "fit": plain(imputer.transform(fit)), "new": plain(imputer.transform(new))})
    imputer = IterativeImputer()
    fitted = imputer.fit_transform(fit)
    out["iterative"] = {"rounds": imputer.n_iter_, "fit": plain(fitted), "new": plain(imputer.transform(new))}
    return out


rng = np.random.RandomState(4)
base = rng.normal(size=(60, 3))
related = np.column_stack([base[:, 0], 2 * base[:, 0] - base[:, 1] + 0.1 * rng.normal(size=60), base[:, 1], base[:, 2], base.sum(axis=1)])
scaled = np.column_stack([20 + 50 * rng.random_sample(40), 1000 * rng.exponential(size=40), 5 * rng.random_sample(40)])
cases = [
    case("related", holes(related[:45], rng, 0.2), holes(related[45:], rng, 0.3)),
    case("scales", holes(scaled[:30], rng, 0.15), holes(scaled[30:], rng, 0.3)),
]
x = related[:, [0, 2, 3]]
y = 3 + x @ [1.5, 0, -2] + 0.3 * rng.normal(size=60)
ridge = BayesianRidge().fit(x, y)
about = f"scikit-learn {sklearn.__version__}, numpy {np.__version__}: KNNImputer, IterativeImputer (BayesianRidge), defaults unless said"
json.dump(
    {"about": about, "cases": cases, "ridge": {"x": plain(x), "y": y.tolist(), "coefficients": ridge.coef_.tolist(), "intercept": float(ridge.intercept_)}},
    open(pathlib.Path(__file__).with_name("impute.json"), "w"),
)
