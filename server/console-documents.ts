import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { codegen } from '@graphql-codegen/core'
import * as documents from '@graphql-codegen/typed-document-node'
import * as operations from '@graphql-codegen/typescript-operations'
import { parse } from 'graphql'

const consoles = join(import.meta.dirname, 'consoles')
const target = join(consoles, 'generated')
const schemaFile = join(import.meta.dirname, 'graphql', 'schema.graphql')

const options = {
  useTypeImports: true,
  enumType: 'string-literal',
  immutableTypes: true,
  skipTypename: true,
  dedupeFragments: true,
  strictScalars: true,
  scalars: { DateTime: 'string', CardFace: 'unknown' },
}

/** The types and the parsed text of one file's operations, checked against the schema. */
async function typed(file: string, schema: ReturnType<typeof parse>): Promise<string> {
  return codegen({
    filename: `${file}.ts`,
    schema,
    documents: [{ location: file, document: parse(await readFile(file, 'utf8')) }],
    config: options,
    plugins: [{ operations: {} }, { documents: {} }],
    pluginMap: { operations, documents },
  })
}

/** A file that does not fit the schema is named, and does not keep the others from being written. */
async function writeTyped(file: string, schema: ReturnType<typeof parse>): Promise<boolean> {
  try {
    const text = await typed(file, schema)
    await writeFile(join(target, `${basename(file, '.graphql')}.ts`), text)
    return true
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`)
    return false
  }
}

/**
 * Writes `consoles/generated/{name}.ts` for every `consoles/**\/{name}.graphql`. One module for each area keeps the questions
 * of a screen in the screen's own part of the bundle.
 */
async function main(): Promise<void> {
  const schema = parse(await readFile(schemaFile, 'utf8'))
  const entries = await readdir(consoles, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.graphql'))
  await mkdir(target, { recursive: true })
  const wanted = new Set(files.map(({ name }) => `${basename(name, '.graphql')}.ts`))
  const left = (await readdir(target)).filter((name) => !wanted.has(name))
  await Promise.all(left.map((name) => rm(join(target, name))))
  const written = await Promise.all(
    files.map(({ name, parentPath }) => writeTyped(join(parentPath, name), schema)),
  )
  if (written.includes(false)) process.exitCode = 1
}

await main()
