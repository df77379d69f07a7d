import type { Context } from '../../command/context.ts'
import { isForeignJournal, readJournal } from '../changes/journal.ts'
import { readProject } from '../project/project.ts'
import { chooseFramework } from './choose-framework.ts'

/** Before a person who named no command gets changes into their application. */
export async function askAboutApplication(
  { ask, environment }: Context,
  { framework }: { framework?: string },
): Promise<void> {
  const { cwd } = environment
  const title = chooseFramework(readProject(cwd), framework)?.title ?? 'application'
  const isThere = readJournal(cwd)?.isComplete && !isForeignJournal(cwd)
  await ask.permission(`Add AuthKit to this ${title} application?`, isThere)
}
