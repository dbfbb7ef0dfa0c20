/** Releases are tested with more of the same. */
export const isFullScale = process.env['TEST_SCALE'] === 'full';

/** Who come at once: more than a server has connections to its database, so that some wait for others. */
export const CROWD = isFullScale ? 50 : 15;
