import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** Every file of a folder with its mode and content, to be compared with later; packages aside. */
export function snapshot(folder: string, under = ''): Record<string, string> {
  return Object.fromEntries(
    readdirSync(join(folder, under))
      .filter((name) => name !== 'node_modules')
      .flatMap((name) => {
        const path = join(under, name)
        const stat = lstatSync(join(folder, path))
        if (stat.isDirectory()) return [[`${path}/`, ''], ...Object.entries(snapshot(folder, path))]
        const content = stat.isSymbolicLink()
          ? readlinkSync(join(folder, path))
          : readFileSync(join(folder, path), 'base64')
        return [[path, `${stat.mode.toString(8)} ${content}`]]
      }),
  )
}
