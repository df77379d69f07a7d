/** Fifty at the same time, as fast as the machine sends them: for what may happen once. */
export const atOnce = <T>(act: (index: number) => Promise<T>, count = 50): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)))
