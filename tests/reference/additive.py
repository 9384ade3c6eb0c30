"""The additive model and the weights of a stack, by scikit-learn and SciPy. Writes additive.json beside itself.

    python tests/reference/additive.py
"""
import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

MOST = 6


def knots(column):
    """Beside each value with more than 1 / (MOST + 1) of the rows, and at even quantiles of the rest; halfway to the next value."""
    values, counts = np.unique(column, return_counts=True)
    if len(values) <= 2:
        return []
    full = counts * (MOST + 1) > len(column)
    at = set(np.flatnonzero(full))
    room, rest = MOST - len(at), column[np.isin(column, values[~full])]
    if room > 0 and len(rest):
        for i in range(1, room + 1):
            place = int(np.ceil(i * len(rest) / (room + 1))) - 1
            at.add(int(np.searchsorted(values, np.sort(rest)[max(place, 0)])))
    return [(values[i] + values[i + 1]) / 2 for i in sorted(at) if i + 1 < len(values)]


def pieces(x, bends):
    return np.column_stack([part for j, of in enumerate(bends) for part in [x[:, j]] + [np.maximum(0, x[:, j] - k) for k in of]])


def weights(raw, y, squared):
    """Minimum of the mean loss + max(1e-4, 4 / rows) sum (w - 1/k)^2 over w >= 0, the intercept free."""
    k = raw.shape[1]
    strength = max(1e-4, 4 / len(y))
    if squared:
        centre, spread = y.mean(), y.std()
        raw, y = (raw - centre) / spread, (y - centre) / spread

    def loss(w):
        z = w[0] + raw @ w[1:]
        fit = (z - y) ** 2 / 2 if squared else np.logaddexp(0, z) - y * z
        slope = (z - y if squared else 1 / (1 + np.exp(-z)) - y) / len(y)
        return fit.mean() + strength * np.sum((w[1:] - 1 / k) ** 2), np.r_[slope.sum(), raw.T @ slope + 2 * strength * (w[1:] - 1 / k)]

    start = np.r_[0, np.full(k, 1 / k)]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(None, None)] + [(0, None)] * k, options={"ftol": 1e-16, "gtol": 1e-12, "maxiter": 100000})
    return found.x.tolist()


def main():
    rng = np.random.default_rng(8)
    n = 160
    x = np.column_stack([rng.normal(size=n), np.where(rng.random(n) < 0.6, 0, rng.exponential(size=n)), rng.integers(1, 6, n), rng.integers(0, 2, n)]).round(3)
    score = 2 * np.abs(x[:, 0]) - 1 + 1.5 * np.minimum(x[:, 1], 1) - 0.4 * (x[:, 2] - 3) ** 2 + x[:, 3]
    yes = (rng.random(n) < 1 / (1 + np.exp(-score))).astype(float)
    amount = (10 + 4 * score + rng.normal(size=n)).round(3)
    bends = [knots(column) for column in x.T]
    basis = pieces(x, bends)
    chance = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, solver="newton-cholesky", tol=1e-12, max_iter=1000)).fit(basis, yes)
    ridge = make_pipeline(StandardScaler(), Ridge(alpha=2.5, solver="svd")).fit(basis, amount)
    raw = score[:, None] * [1, 0.2, 0.7, -0.5] + rng.normal(size=(n, 4)) * [1.5, 0.1, 3, 1]
    told = amount[:, None] * [0.9, 1, 0, 0.5] + rng.normal(size=(n, 4)) * [2, 4, 3, 1]
    result = {
        "x": x.T.tolist(),
        "yes": yes.tolist(),
        "amount": amount.tolist(),
        "knots": bends,
        "chance": chance.predict_proba(basis)[:, 1].tolist(),
        "predicted": ridge.predict(basis).tolist(),
        "stack": {"raw": raw.T.tolist(), "weights": weights(raw, yes, False)},
        "stackAmount": {"raw": told.T.tolist(), "scaled": weights(told, amount, True)},
    }
    Path(__file__).with_suffix(".json").write_text(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
