import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDeskPage } from './desk-page.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'desk-page-'))
  await mkdir(join(directory, 'assets'))
  await writeFile(join(directory, 'assets', 'main-1a2b.js'), 'export {}')
  await writeFile(join(directory, 'face.wasm'), 'x')
})
afterAll(() => rm(directory, { recursive: true }))

test('says what to do before the page is built, and finds it once it is', async () => {
  const page = openDeskPage(directory)
  const before = await page.find('/')
  expect(new TextDecoder().decode(before?.bytes)).toContain('chưa được dựng')
  await writeFile(join(directory, 'index.html'), '<meta name="nonce" content="%STYLE_NONCE%">')
  const built = await page.find('/')
  const nonce = /content="([\w-]{20,})"/.exec(new TextDecoder().decode(built?.bytes))?.[1] ?? ''
  expect(built?.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`)
  expect(built?.headers['content-security-policy']).toContain("default-src 'none'")
  expect(built?.headers['cache-control']).toBe('no-store')
  const again = await page.find('/')
  expect(new TextDecoder().decode(again?.bytes)).not.toContain(nonce)
})

test('hashed files are kept by the browser, others asked for again, and nothing outside the folder is a file', async () => {
  const page = openDeskPage(directory)
  const script = await page.find('/assets/main-1a2b.js')
  expect(script?.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  })
  expect((await page.find('/face.wasm'))?.headers['cache-control']).toBe('no-cache')
  for (const path of ['/assets/../../etc/passwd', '/assets/%2e%2e/index.html', '/status', '/assets'])
    expect(await page.find(path)).toBeNull()
})
