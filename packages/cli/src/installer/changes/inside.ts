import { OutsideProject, Tree } from '../project/tree.ts'

/** Where a change would let others run programs, or is nobody's to take back. */
const neverChanged = new Set(['.git', '.latchkey', 'node_modules'])

/** Throws for a path that is no file of the project, after following every symbolic link. */
export function refuseOutside(root: string, paths: readonly string[]): void {
  const tree = new Tree(root)
  for (const path of paths) {
    const normal = tree.normal(path)
    const names = [normal, tree.resolve(path)].flatMap((each) => each.toLowerCase().split('/'))
    if (normal === '' || names.some((name) => neverChanged.has(name))) {
      throw new OutsideProject(path)
    }
  }
}
