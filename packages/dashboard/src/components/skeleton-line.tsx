import { Skeleton } from '@radix-ui/themes'

/** A bar where a line of text will be. */
export function SkeletonLine({ width, height = '12px' }: { width: string; height?: string }) {
  return <Skeleton style={{ width, height, maxWidth: '100%' }} />
}
