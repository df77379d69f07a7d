import type { Project } from '../project/project.ts'
import { RecipeRefusal } from '../recipe.ts'
import { Module, Unparsable } from '../syntax/module.ts'
import { restyle, type Style } from '../syntax/style.ts'

/** Reads a file of the project as source; what cannot be read as such is refused. */
export function readModule({ tree }: Project, path: string): Module {
  try {
    return Module.parse(path, tree.read(path) ?? '')
  } catch (error) {
    throw error instanceof Unparsable ? new RecipeRefusal(error.message, path) : error
  }
}

/** Plans what was edited; a file that nothing was done to stays out of the plan. */
export function writeModule({ tree }: Project, module: Module): void {
  tree.write(module.path, module.toString())
}

/** Plans a file of ours, written the way a file of the project is. */
export function writeNew({ tree }: Project, path: string, lines: string[], style: Style): void {
  tree.write(path, restyle(`${lines.join('\n')}\n`, style, path))
}

/** The first file below a folder whose name and text both fit. */
export function findFile(
  { tree }: Project,
  folder: string,
  name: RegExp,
  text: RegExp,
): string | undefined {
  return tree
    .list(folder)
    .find(
      (path) =>
        name.test(path.slice(path.lastIndexOf('/') + 1)) && text.test(tree.read(path) ?? ''),
    )
}
