import { Table } from '@radix-ui/themes'
import {
  type ColumnDef,
  metaHelper,
  type RowData,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import styles from './data-table.module.css'
import { SkeletonLine } from './skeleton-line.tsx'

interface ColumnMeta {
  /** Leaves the column out where there is no room. The first column says what is lost, if it matters. */
  hide?: 'on phones' | 'on tablets'
  /** For the column of row menus: as narrow as it can be, its heading only for screen readers. */
  isActions?: boolean
  /** How much of the column a typical value fills, and over how many lines, for the skeleton. */
  skeletonWidth?: string
  skeletonLines?: number
}

export const dataTableFeatures = tableFeatures({ columnMeta: metaHelper<ColumnMeta>() })

// biome-ignore lint/suspicious/noExplicitAny: The columns of one table hold values of different types.
export type Columns<Row extends RowData> = ColumnDef<typeof dataTableFeatures, Row, any>[]

interface DataTableProps<Row extends RowData> {
  /** What the rows are, for screen readers: "Users". */
  label: string
  columns: Columns<Row>
  rows: Row[]
  rowId: (row: Row) => string
  /** The rows on screen are the previous page's while the next ones load. */
  isStale?: boolean
}

export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const table = useTable({
    features: dataTableFeatures,
    columns: props.columns,
    data: props.rows,
    getRowId: props.rowId,
  })
  return (
    <Table.Root variant='surface' className={styles.table} data-stale={props.isStale || undefined}>
      <caption className='visually-hidden'>{props.label}</caption>
      <Table.Header>
        {table.getHeaderGroups().map((group) => (
          <Table.Row key={group.id}>
            {group.headers.map((header) => (
              <Table.ColumnHeaderCell
                key={header.id}
                className={classOf(header.column.columnDef.meta)}
              >
                <table.FlexRender header={header} />
              </Table.ColumnHeaderCell>
            ))}
          </Table.Row>
        ))}
      </Table.Header>
      <Table.Body>
        {table.getRowModel().rows.map((row) => (
          <Table.Row key={row.id} className={styles.row}>
            {row.getAllCells().map((cell) => (
              <Table.Cell key={cell.id} className={classOf(cell.column.columnDef.meta)}>
                <table.FlexRender cell={cell} />
              </Table.Cell>
            ))}
          </Table.Row>
        ))}
      </Table.Body>
    </Table.Root>
  )
}

interface SkeletonProps<Row extends RowData> {
  columns: Columns<Row>
  rowCount?: number
}

/** The same table before its rows are known. */
export function DataTableSkeleton<Row extends RowData>({
  columns,
  rowCount = 5,
}: SkeletonProps<Row>) {
  const rows = Array.from({ length: rowCount }, (_, row) => row)
  return (
    <Table.Root variant='surface' className={styles.table} aria-hidden>
      <Table.Header>
        <Table.Row>
          {columns.map((column, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: The columns of a table stay in place.
            <Table.ColumnHeaderCell key={index} className={classOf(column.meta)}>
              {typeof column.header === 'string' ? column.header : null}
            </Table.ColumnHeaderCell>
          ))}
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {rows.map((row) => (
          <Table.Row key={row}>
            {columns.map((column, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: As above.
              <Table.Cell key={index} className={classOf(column.meta)}>
                <SkeletonCell meta={column.meta} />
              </Table.Cell>
            ))}
          </Table.Row>
        ))}
      </Table.Body>
    </Table.Root>
  )
}

function SkeletonCell({ meta }: { meta: ColumnMeta | undefined }) {
  const lines = Array.from({ length: meta?.skeletonLines ?? 1 }, (_, line) => line)
  return (
    <span className={styles.skeleton}>
      {lines.map((line) => (
        <SkeletonLine key={line} width={meta?.skeletonWidth ?? '60%'} />
      ))}
    </span>
  )
}

function classOf(meta: ColumnMeta | undefined): string | undefined {
  if (meta?.isActions) return styles.actions
  if (meta?.hide === 'on phones') return styles.notOnPhones
  if (meta?.hide === 'on tablets') return styles.notOnTablets
  return undefined
}
