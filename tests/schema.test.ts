import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { schemaFile, schemaText } from '../server/graphql/print-schema.ts'

test('the committed GraphQL schema is the one that the code declares', () => {
  expect(
    readFileSync(schemaFile, 'utf8'),
    'Hãy chạy `npm run generate` và đọc lại server/graphql/schema.graphql',
  ).toBe(schemaText())
})
