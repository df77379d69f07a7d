import { createTwoFilesPatch } from 'diff'
import type { Change } from '../project/tree.ts'

/** Changes as `git apply` takes them; files whose text must not be shown are named only. */
export function patchOf(changes: readonly Change[], isSecret: (path: string) => boolean): string {
  return changes
    .map((change) =>
      isSecret(change.path)
        ? `# ${change.path}: not shown, it holds secrets\n`
        : patchOfFile(change),
    )
    .join('')
}

export function patchOfFile({ path, before, after }: Change): string {
  const from = before === null ? '/dev/null' : `a/${path}`
  const to = after === null ? '/dev/null' : `b/${path}`
  const patch = createTwoFilesPatch(from, to, before ?? '', after ?? '', undefined, undefined, {
    context: 3,
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  })
  return `diff --git a/${path} b/${path}\n${fileMode(before, after)}${patch}`
}

function fileMode(before: string | null, after: string | null): string {
  if (before === null) return 'new file mode 100644\n'
  return after === null ? 'deleted file mode 100644\n' : ''
}
