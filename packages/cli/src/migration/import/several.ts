/** Does the work for each item, some at a time. The first failure ends all, once those under way have ended. */
export async function several<Item>(
  items: Item[],
  atATime: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0
  let failed = false
  const worker = async () => {
    while (next < items.length && !failed) {
      try {
        await work(items[next++] as Item)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  const workers = Array.from({ length: Math.min(atATime, items.length) }, worker)
  const failure = (await Promise.allSettled(workers)).find(({ status }) => status === 'rejected')
  if (failure) throw (failure as PromiseRejectedResult).reason
}
