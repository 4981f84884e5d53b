import { type ClientBase, type Connection, type Pool, Query } from 'pg'

/** A value of COPY's text format; undefined is as null. */
export type CopyValue = string | number | null | undefined

const special: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function escaped(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'number') return String(value)
  return /[\\\n\r\t]/.test(value) ? value.replaceAll(/[\\\n\r\t]/g, (sign) => special[sign] ?? sign) : value
}

/** One row of COPY's text format. */
export const copyRow = (values: readonly CopyValue[]): string => `${values.map(escaped).join('\t')}\n`

interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/** A COPY FROM STDIN whose rows are all there when the server asks for them. */
class CopyIn extends Query {
  readonly #rows: readonly Buffer[]

  constructor(sql: string, rows: readonly Buffer[], settled: (error: Error | undefined) => void) {
    super(sql, settled)
    this.#rows = rows
  }

  handleCopyInResponse(connection: CopyConnection): void {
    for (const rows of this.#rows) connection.sendCopyFromChunk(rows)
    connection.endCopyFrom()
  }
}

export interface CopyTarget {
  readonly table: string
  readonly columns: readonly string[]
}

/** Copies rows, made by {@link copyRow}, on a connection; all of them, or none. */
export async function copyOn(client: ClientBase, into: CopyTarget, rows: readonly Buffer[]): Promise<void> {
  if (rows.length === 0) return
  const columns = into.columns.map((column) => `"${column}"`).join(', ')
  const sql = `COPY "${into.table}" (${columns}) FROM STDIN`
  await new Promise<void>((resolve, reject) => {
    const settled = (error: Error | undefined | null) => (error ? reject(error) : resolve())
    client.query(new CopyIn(sql, rows, settled))
  })
}

/** As {@link copyOn}, on any connection of the pool. */
export async function copyIn(pool: Pool, into: CopyTarget, rows: readonly Buffer[]): Promise<void> {
  const client = await pool.connect()
  try {
    await copyOn(client, into, rows)
  } finally {
    client.release()
  }
}
