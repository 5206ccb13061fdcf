/** Constants of layers that no setting changes: the trainer computes with them, the PyTorch export writes them. */

/** Added to the variance under the root of batch normalization. */
export const BATCH_NORM_EPSILON = 1e-3;
/** Share of the old value in each update of batch normalization's running statistics. */
export const BATCH_NORM_RUNNING = 0.9;

/** Local response normalization: y = x · (bias + alpha · Σ x²)^(−beta) over the channels at most `radius` away. */
export const LOCAL_RESPONSE = { radius: 4, bias: 1, alpha: 0.001 / 9, beta: 0.75 } as const;
