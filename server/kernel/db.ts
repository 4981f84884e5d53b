import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlDriverAdapterFactory, Transaction as AdapterTransaction } from '@prisma/driver-adapter-utils'
import { Pool } from 'pg'
import { Prisma, PrismaClient } from '../../prisma/client/client.ts'

export type Database = PrismaClient
/** A transaction of {@link Database}, or the database itself for reads. */
export type Transaction = Prisma.TransactionClient

/** PostgreSQL caches a plan per name; Prisma's texts are few and fixed, so the text names itself. */
function statementNames(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    let name = names.get(sql)
    if (name === undefined) {
      name = `p${names.size}`
      if (names.size < 1000) names.set(sql, name)
      else return ''
    }
    return name
  }
}

/**
 * Prisma asks for the relations of one `include` all at once, in a transaction too, where they share one connection: they take turns
 * here, since pg itself will keep no queue of queries any more (9.0).
 */
function inTurn(factory: PrismaPg): SqlDriverAdapterFactory {
  const connect = async () => {
    const connection = await factory.connect()
    const start = connection.startTransaction.bind(connection)
    return Object.assign(connection, {
      startTransaction: async (...level: Parameters<typeof start>) => oneAtATime(await start(...level)),
    })
  }
  return { provider: factory.provider, adapterName: factory.adapterName, connect }
}

function oneAtATime(transaction: AdapterTransaction): AdapterTransaction {
  let last: Promise<unknown> = Promise.resolve()
  const queued =
    <Query, Result>(run: (query: Query) => Promise<Result>) =>
    (query: Query): Promise<Result> => {
      const turn = last.then(() => run(query))
      last = turn.catch(() => undefined)
      return turn
    }
  return Object.assign(transaction, {
    queryRaw: queued(transaction.queryRaw.bind(transaction)),
    executeRaw: queued(transaction.executeRaw.bind(transaction)),
  })
}

/** Opens the database; `close` ends the pool too. */
export function openDatabase(
  url: string,
  connections: number,
): { db: Database; pool: Pool; close: () => Promise<void> } {
  const pool = new Pool({ connectionString: url, max: connections })
  // An idle connection that PostgreSQL closes (restart, SIGTERM) is replaced by the pool on the next query.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const adapter = inTurn(new PrismaPg(pool, { statementNameGenerator: statementNames() }))
  const db = new PrismaClient({ adapter, transactionOptions: { maxWait: 15_000, timeout: 15_000 } })
  return {
    db,
    pool,
    close: async () => {
      await db.$disconnect()
      await pool.end()
    },
  }
}

/** True for a violated unique constraint, PostgreSQL 23505. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}
