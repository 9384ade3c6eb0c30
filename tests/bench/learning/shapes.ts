/** Sizes that the maker of the data, the page and the script for scikit-learn agree on. */
export const WIDE_ROWS = 200_000;
export const WIDE_COLUMNS = 25;
/** The first so many rows are learned from. */
export const TRAIN_ROWS = 150_000;
export const RFM_ROWS = 50_000;
export const RFM_COLUMNS = 3;
export const GAPS_ROWS = 20_000;
