import { writeFileSync } from 'node:fs'
import { printSchema } from 'graphql'
import { schema } from './schema.ts'

/** The committed contract; a test compares it with the code. */
export const schemaFile = new URL('schema.graphql', import.meta.url)

export function schemaText(): string {
  return `${printSchema(schema)}\n`
}

if (import.meta.main) writeFileSync(schemaFile, schemaText())
