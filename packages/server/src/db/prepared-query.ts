import pg from 'pg'
import utils from 'pg/lib/utils.js'

type WrittenValue = ReturnType<typeof utils.prepareValue>

interface Column {
  name: string
  read(text: string): unknown
}

/** The columns of the statements that a connection has prepared. Their texts are kept by pg. */
const columnsOf = new WeakMap<pg.Connection, Map<string, Column[]>>()

/** What pg keeps of a connection and does not declare. */
type Connection = pg.Connection & { parsedStatements: Record<string, string> }

/**
 * A prepared statement, run as pg runs it, except that PostgreSQL is asked for its columns once a
 * connection and not at every execution. They cannot change meanwhile: PostgreSQL refuses to go on
 * with a prepared statement that would have others. The methods are those that pg calls; `name` and
 * `text` are read by it, too.
 */
export class PreparedQuery<Row extends object> implements pg.Submittable {
  readonly #rows: Row[] = []
  readonly #values: WrittenValue[]
  #columns: Column[] | undefined
  #connection: Connection | undefined
  #unreadable: Error | undefined

  constructor(
    readonly name: string,
    readonly text: string,
    values: unknown[],
    readonly resolve: (rows: Row[]) => void,
    readonly reject: (error: Error) => void,
  ) {
    // Before anything is sent: a value that cannot be written must not leave half a request behind.
    this.#values = values.map(utils.prepareValue)
  }

  submit(connection: pg.Connection): void {
    this.#connection = connection as Connection
    this.#columns = columnsOf.get(connection)?.get(this.name)
    const isPrepared = this.#connection.parsedStatements[this.name] !== undefined
    const { name, text } = this
    connection.stream.cork()
    if (!isPrepared) connection.parse({ name, text, types: [] }, true)
    connection.bind({ statement: name, values: this.#values }, true)
    if (!this.#columns) connection.describe({ type: 'P', name: '' }, true)
    connection.execute({ portal: '', rows: '' }, true)
    connection.sync()
    connection.stream.uncork()
  }

  handleRowDescription({ fields }: { fields: pg.FieldDef[] }): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({
      name,
      read: pg.types.getTypeParser(dataTypeID, 'text'),
    }))
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    try {
      const row: Record<string, unknown> = {}
      this.#columns?.forEach(({ name, read }, index) => {
        const text = fields[index] ?? null
        row[name] = text === null ? null : read(text)
      })
      this.#rows.push(row as Row)
    } catch (error) {
      this.#unreadable = error as Error
    }
  }

  handleCommandComplete(): void {
    if (!this.#connection) return
    const known = columnsOf.get(this.#connection) ?? new Map<string, Column[]>()
    columnsOf.set(this.#connection, known)
    known.set(this.name, this.#columns ?? [])
  }

  handleReadyForQuery(): void {
    if (this.#unreadable) this.reject(this.#unreadable)
    else this.resolve(this.#rows)
  }

  handleError(error: Error): void {
    this.reject(error)
  }
}
