import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const root = dirname(import.meta.dirname)
const schemaDir = join(import.meta.dirname, 'schema')
const clientDir = join(import.meta.dirname, 'client')
const stampFile = join(clientDir, 'generated-from.txt')

/**
 * Writes `prisma/client` from the schema, without the network. Nothing is done where it was generated from the same
 * schema and the same packages: their hash stands beside it (times of change do not survive a checkout).
 */
async function main(): Promise<void> {
  const inputs = await hashInputs()
  if (inputs === undefined || (await readFile(stampFile, 'utf8').catch(() => '')) === inputs) return
  await rm(stampFile, { force: true })
  const options = ['generate', '--schema', schemaDir, '--no-hints']
  try {
    const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js')
    await promisify(execFile)(process.execPath, [prisma, ...options], {
      cwd: root,
      env: offlineEnvironment(),
    })
  } catch (error) {
    const { message, stdout = '', stderr = '' } = error as Error & { stdout?: string; stderr?: string }
    console.error(`Không tạo được prisma/client từ lược đồ.\n${stdout}${stderr || message}`)
    process.exitCode = 1
    return
  }
  await writeFile(stampFile, inputs)
}

/** Undefined where there is no schema yet. */
async function hashInputs(): Promise<string | undefined> {
  const names = (await readdir(schemaDir)).filter((name) => name.endsWith('.prisma')).toSorted()
  if (names.length === 0) return undefined
  const hash = createHash('sha256')
  for (const file of [...names.map((name) => join(schemaDir, name)), join(root, 'package-lock.json')]) {
    hash.update(await readFile(file).catch(() => '')).update('\0')
  }
  return hash.digest('hex')
}

function offlineEnvironment(): NodeJS.ProcessEnv {
  const programs = [dirname(process.execPath), join(root, 'node_modules/.bin'), process.env['PATH']]
  return {
    ...process.env,
    PATH: programs.join(delimiter), // the generators are programs of their own, to be run by this Node
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, // `generate` would download an engine that it does not use
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    NO_COLOR: '1',
  }
}

await main()
