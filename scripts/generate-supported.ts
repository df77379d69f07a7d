import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import {
  compareDocuments,
  listSupport,
  newerContractFile,
  type Support,
} from '../packages/server/test/contract-walk/support.ts'
import { newerDocument, npmDocument, readDocument } from '../packages/server/test/published.ts'

export const supportedFile = fileURLToPath(new URL('../SUPPORTED.md', import.meta.url))

/** The text of SUPPORTED.md: each published operation, whether it is served, and what is proven of it. */
export async function describeSupport(): Promise<string> {
  const support = await listSupport(readDocument(npmDocument))
  const families = new Map<string, Support[]>()
  for (const operation of support) {
    families.set(operation.family, [...(families.get(operation.family) ?? []), operation])
  }
  const sections = [...families].sort(([one], [other]) => (one < other ? -1 : 1)).map(toSection)
  return [introduction(support), ...sections, neverSection(support)].join('\n\n').concat('\n')
}

function introduction(support: Support[]): string {
  const published = support.filter(({ isNewer }) => !isNewer)
  const served = support.filter(({ isServed }) => isServed)
  const added = served.filter(({ isNewer }) => isNewer)
  const sum = (count: (operation: Support) => number) =>
    served.reduce((total, operation) => total + count(operation), 0)
  return `# Supported operations

${served.length - added.length} of the ${published.length} operations of the published contract (the npm package
\`@workos/openapi-spec\`) are served, and ${added.length} that only a newer document of the same contract has.

The contract documents ${sum(({ documented }) => documented.length)} answers of these ${served.length} operations, successes and refusals, where each
status counts once and each code of its own. ${sum(countProven)} of them are proven: a test asks for each over HTTP and
holds status, headers and body against the contract (\`packages/server/test/contract-walk\`). ${sum(({ never }) => never.length)} cannot
occur, and [stand below](#answers-that-cannot-occur) with the reason. A published answer that is neither
fails the tests.

An asterisk marks what only the newer document has. \`npm run generate\` writes this page, and a test
fails when it is not true any more.`
}

function toSection([family, operations]: [string, Support[]]): string {
  const served = operations.filter(({ isServed }) => isServed).length
  return [
    `## ${family} (${served} of ${operations.length})`,
    '',
    '| operation | proven | answers |',
    '| --- | --- | --- |',
    ...operations.map(toRow).sort(),
  ].join('\n')
}

function toRow(operation: Support): string {
  const { name, isServed, isNewer, documented, newer, proven } = operation
  if (!isServed) return `| \`${name}\` | not served | |`
  const answers = proven.map((answer) =>
    newer.includes(answer) && !isNewer ? `${answer}\\*` : answer,
  )
  const count = `${countProven(operation)} of ${documented.length}`
  return `| \`${name}\`${isNewer ? ' \\*' : ''} | ${count} | ${answers.join(', ')} |`
}

/** Of the documented answers; a limit is proven beside them. */
const countProven = ({ documented, never }: Support) => documented.length - never.length

function neverSection(support: Support[]): string {
  const rows = support.flatMap(({ name, never }) =>
    never.map(({ answer, reason }) => `| \`${name}\` | ${answer} | ${reason} |`),
  )
  return [
    '## Answers that cannot occur',
    '',
    '| operation | answer | reason |',
    '| --- | --- | --- |',
    ...rows,
  ].join('\n')
}

async function writeNewerContract(): Promise<void> {
  if (!newerDocument) return
  const beyond = await compareDocuments(readDocument(npmDocument), readDocument(newerDocument))
  await writeFile(newerContractFile, `${JSON.stringify(beyond, null, 2)}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeNewerContract()
  await writeFile(supportedFile, await describeSupport())
  console.log('SUPPORTED.md is written.')
}
