import { CommandError } from '../../command/command-error.ts'
import type { Context } from '../../command/context.ts'
import { readWorkTree } from '../project/git.ts'

/** Asks before writing into a folder whose own changes could not be told from ours afterwards. */
export async function askAboutWorkTree(
  { ask, environment }: Context,
  allowDirty: boolean | undefined,
): Promise<void> {
  const workTree = readWorkTree(environment.cwd)
  if (workTree.state !== 'dirty' || allowDirty) return
  const count = workTree.paths.length
  const files = count === 1 ? '1 file has' : `${count} files have`
  if (!ask.isPossible) {
    throw new CommandError(
      'dirty_work_tree',
      `${files} changes that are not committed, such as ${workTree.paths[0]}.`,
      { recovery: 'Commit or stash them first, or run this with --allow-dirty.' },
    )
  }
  await ask.permission(`${files} changes that are not committed. Go on?`, false, 'allowDirty')
}
