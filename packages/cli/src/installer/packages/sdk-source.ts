import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CommandError } from '../../command/command-error.ts'
import type { Environment } from '../../environment/environment.ts'
import { runProgram } from '../steps/run-program.ts'

export const ownSdk = '@latchkey/node'

/** Where a project keeps the SDK that came from no registry. */
export const archiveFolder = 'vendor'

/** Where a project gets our SDK from. */
type SdkSource = { kind: 'registry'; version: string } | { kind: 'packed'; folder: string }

/**
 * The SDK comes from where this command came from. Installed from a registry, it is asked for there,
 * in the same version. Run from a clone or an archive, it is packed from the copy that the command
 * itself uses: a name that we did not fetch from a registry ourselves may be anybody's there.
 */
export function sdkSource(): SdkSource {
  const folder = packageFolder()
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return cameFromRegistry(folder) ? { kind: 'registry', version } : { kind: 'packed', folder }
}

/** What a package manager is told to add. */
export function sdkSpecification(source: SdkSource, archive: string | null): string {
  return source.kind === 'registry' ? `${ownSdk}@^${source.version}` : `${ownSdk}@file:${archive}`
}

/** Packs the SDK and hands the archive's file name and bytes on. */
export async function packSdk(
  environment: Environment,
  folder: string,
): Promise<{ name: string; content: Buffer }> {
  if (!existsSync(join(folder, 'dist/index.mjs'))) {
    throw new CommandError('sdk_not_built', `${ownSdk} is not built in ${folder}.`, {
      recovery: `Build it: npm run build`,
    })
  }
  const temporary = mkdtempSync(join(tmpdir(), 'latchkey-pack-'))
  try {
    const words = ['pack', folder, '--pack-destination', temporary, '--ignore-scripts', '--silent']
    const { succeeded, output } = await runProgram(environment, temporary, {
      program: 'npm',
      arguments: words,
    })
    const name = basename(output.split('\n').at(-1) ?? '')
    if (!succeeded || !name.endsWith('.tgz')) {
      throw new CommandError('sdk_not_packed', `${ownSdk} could not be packed: ${output}`, {
        recovery: 'See that npm runs here, then run this again.',
      })
    }
    return { name, content: readFileSync(join(temporary, name)) }
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** Of the copy that this command itself uses. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.resolve(ownSdk)))
  while (!isPackageOf(folder)) folder = dirname(folder)
  return folder
}

function isPackageOf(folder: string): boolean {
  const file = join(folder, 'package.json')
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === ownSdk
}

/** npm notes beside what it installed from which address each package came. */
function cameFromRegistry(folder: string): boolean {
  const modules = dirname(dirname(folder))
  if (basename(modules) !== 'node_modules') return false
  try {
    const lock = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'))
    return /^https?:/.test(lock.packages[`node_modules/${ownSdk}`]?.resolved ?? '')
  } catch {
    return false
  }
}
