/** Constants of layers that no setting changes. The trainer and the PyTorch export use them. */

/** Batch normalization adds it to the variance under the root. */
export const BATCH_NORM_EPSILON = 1e-3;
/** Weight of the old value in each update of the running statistics of batch normalization. */
export const BATCH_NORM_RUNNING = 0.9;

/** Local response normalization: y = x · (bias + alpha · Σ x²)^(−beta), summed over channels at most `radius` away. */
export const LOCAL_RESPONSE = { radius: 4, bias: 1, alpha: 0.001 / 9, beta: 0.75 } as const;
