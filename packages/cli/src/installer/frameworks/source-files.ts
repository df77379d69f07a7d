import type { Project } from '../project/project.ts'
import { RecipeRefusal } from '../recipe.ts'
import { Module } from '../syntax/module.ts'
import { restyle, type Style } from '../syntax/style.ts'

/** Reads a file of the project as source; what cannot be read as such is refused. */
export function readModule({ tree }: Project, path: string): Module {
  return Module.parse(path, tree.read(path) ?? '')
}

/** Plans what was edited; a file that nothing was done to stays out of the plan. */
export function writeModule({ tree }: Project, module: Module): void {
  tree.write(module.path, module.toString())
}

/** Plans a file of ours, written the way a file of the project is. What is there is never replaced. */
export function writeNew({ tree }: Project, path: string, lines: string[], style: Style): void {
  if (tree.exists(path)) {
    throw new RecipeRefusal(`${path} is where the recipe would put a file of its own.`, path)
  }
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

const source = /^(?!.*(?:\.d\.[cm]?ts|\.test\.|\.spec\.|\.stories\.|\.config\.)).*\.[cm]?[jt]sx?$/

/** Where code stands that is not the application. */
const beside =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|mocks?|fixtures|e2e|cypress|playwright|examples?|scripts|benchmarks?)\//

/** The files that the application may be made of, the shallowest first. */
export function sourcesOf({ tree }: Project): string[] {
  const depth = (path: string) => path.split('/').length
  return tree
    .list()
    .filter((path) => source.test(path) && !beside.test(path))
    .sort((one, other) => depth(one) - depth(other))
    .slice(0, 400)
}
