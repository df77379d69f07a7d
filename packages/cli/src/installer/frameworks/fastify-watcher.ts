import { applyEdits, modify } from 'jsonc-parser'
import { ownFolder } from '../own-folder.ts'
import type { Project } from '../project/project.ts'

/**
 * fastify-cli starts the application again at every change of any file in its folder, also of those
 * in which a platform of this project keeps its database: nobody would ever get through. Its option
 * takes parts of paths with blanks between them.
 */
export function keepWatcherOut({ tree, packageJson }: Project): void {
  for (const [name, script] of Object.entries(packageJson.scripts ?? {})) {
    const text = tree.read('package.json')
    if (text === null || !watches.test(script) || script.includes(ownFolder)) continue
    // Only the value is replaced, so nothing is formatted anew.
    tree.write(
      'package.json',
      applyEdits(text, modify(text, ['scripts', name], ignoring(script), {})),
    )
  }
}

const watches = /\bfastify start\b.*\s(?:-w|--watch)(?=\s|$)/
const ignores = /--ignore-watch[= ](?:"([^"]*)"|'([^']*)'|(\S+))/

function ignoring(script: string): string {
  if (!ignores.test(script)) {
    return script.replace(/\bfastify start\b/, `fastify start --ignore-watch=${ownFolder}`)
  }
  return script.replace(ignores, (_, ...values: (string | undefined)[]) => {
    const value = values.slice(0, 3).find((part) => part !== undefined)
    return `--ignore-watch="${value} ${ownFolder}"`
  })
}
