#!/usr/bin/env python3
"""What the article's script does to customer_data.csv, in our own words, with its numbers printed as JSON.

    python3 tests/reference/article_script.py sample-data/customer_data.csv > tests/reference/article-script.json

It keeps the article's mistakes on purpose (rows with a blank are dropped, the scaler sees the test rows, the tree has no
limit): the lab has to give the same split, accuracy and predictions. Needs pandas and scikit-learn 1.2.1.
"""
import json
import sys

import pandas as pd
import sklearn
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, precision_score, recall_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

table = pd.read_csv(sys.argv[1])
rows_read = len(table)
table = table.dropna()
features = ["age", "purchase_frequency"]
scaler = StandardScaler()
scaled = pd.DataFrame(scaler.fit_transform(table[features]), columns=features, index=table.index)
train_x, test_x, train_y, test_y = train_test_split(scaled, table["purchased"], test_size=0.2, random_state=42)
model = DecisionTreeClassifier(random_state=0).fit(train_x, train_y)
predicted = model.predict(test_x)
tree = model.tree_
json.dump(
    {
        "versions": {"sklearn": sklearn.__version__, "pandas": pd.__version__},
        "rows": {"read": rows_read, "kept": len(table), "train": len(train_x), "test": len(test_x)},
        "scaler": {"mean": scaler.mean_.tolist(), "scale": scaler.scale_.tolist()},
        "test_rows": test_x.index.tolist(),
        "predictions": predicted.tolist(),
        "chances": model.predict_proba(test_x)[:, 1].tolist(),
        "accuracy": accuracy_score(test_y, predicted),
        "precision": precision_score(test_y, predicted),
        "recall": recall_score(test_y, predicted),
        "f1": f1_score(test_y, predicted),
        "confusion": confusion_matrix(test_y, predicted).tolist(),
        "tree": {
            "feature": tree.feature.tolist(),
            "threshold": tree.threshold.tolist(),
            "children_left": tree.children_left.tolist(),
            "children_right": tree.children_right.tolist(),
        },
    },
    sys.stdout,
    separators=(",", ":"),
)
