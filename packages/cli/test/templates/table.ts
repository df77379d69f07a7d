import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { type Column, tableLines } from '../../src/terminal/table.ts'
import type { Measurement } from './measurement.ts'

const wantedSeconds = 60

interface Row extends Measurement {
  isSupported: boolean
}

/** Shows at the end what was measured. Only where `TEMPLATES_TIMED` is set is a late one a failure. */
export default class TemplateTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = modules.flatMap((module) => [...module.children.allTests()].flatMap(rowOf))
    if (rows.length === 0) return
    const supported = rows.filter(({ isSupported }) => isSupported)
    const lines = [
      '',
      'Seconds from `latchkey init` on, with a warm package cache; the template is made before.',
      ...tableLines(rows, columns),
      '',
      `${supported.length} of ${rows.length} templates supported`,
    ]
    process.stdout.write(`${lines.join('\n')}\n`)
    if (process.env.TEMPLATES_TIMED && supported.some(isLate)) process.exitCode = 1
  }
}

function rowOf(test: TestCase): Row[] {
  const { measurement } = test.meta()
  return measurement ? [{ ...measurement, isSupported: test.result().state === 'passed' }] : []
}

const isLate = ({ signedInSeconds = Number.POSITIVE_INFINITY }: Row) =>
  signedInSeconds > wantedSeconds

const columns: Column<Row>[] = [
  { title: 'Template', value: ({ template }) => template },
  { title: 'Version', value: ({ version }) => version },
  { title: 'init', value: ({ initSeconds }) => initSeconds?.toFixed(1), alignRight: true },
  {
    title: 'Signed in',
    value: ({ signedInSeconds }) => signedInSeconds?.toFixed(1),
    alignRight: true,
  },
  { title: `Within ${wantedSeconds} s`, value: (row) => (isLate(row) ? 'no' : 'yes') },
  { title: 'Supported', value: ({ isSupported }) => (isSupported ? 'yes' : 'no') },
]
