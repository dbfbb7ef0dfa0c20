import type { Configuration } from 'webpack';

export default function configuration(
  environment: object,
  options: { mode?: 'production' | 'development' },
): Configuration;
