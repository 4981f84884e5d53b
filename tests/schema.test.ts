import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../server/graphql')

/** Declared by a Node of its own, as by `npm run generate`: a test runner may load a second copy of the `graphql` package. */
async function declaredSchema(): Promise<string> {
  const program = "import { schemaText } from './print-schema.ts'; process.stdout.write(schemaText())"
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: folder,
  })
  return stdout
}

test('the committed GraphQL schema is the one that the code declares', async () => {
  const committed = await readFile(join(folder, 'schema.graphql'), 'utf8')
  expect(committed, 'Hãy chạy `npm run generate` và đọc lại server/graphql/schema.graphql').toBe(
    await declaredSchema(),
  )
})
