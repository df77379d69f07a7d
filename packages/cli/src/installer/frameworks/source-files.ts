import type { Project } from '../project/project.ts'
import { RecipeRefusal } from '../recipe.ts'
import { Module } from '../syntax/module.ts'
import { restyle, type Style } from '../syntax/style.ts'

/** Reads a file of the project as source; what cannot be read as such is refused. */
export function readModule({ tree }: Project, path: string): Module {
  return Module.parse(path, tree.read(path) ?? '')
}

/** Plans what was edited. What would no longer be source, by whatever collision of names, is refused. */
export function writeModule(project: Project, module: Module): void {
  writeEdited(project, module.path, module.toString())
}

export function writeEdited({ tree }: Project, path: string, text: string): void {
  try {
    Module.parse(path, text)
  } catch (error) {
    throw new RecipeRefusal(
      `What the recipe would add does not fit into the rest of the file. ${(error as Error).message}`,
      path,
    )
  }
  tree.write(path, text)
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
