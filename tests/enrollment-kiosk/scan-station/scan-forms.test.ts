import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createHttp } from '../../../server/http.ts'
import { startWorker, type Worker } from '../../../server/jobs/worker.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { asScanned, formPageOf, jpegOf, pngOf, torn } from '../../support/form-pages.ts'
import { ready } from '../../support/http.ts'
import { type Account, hireOfficer, password } from '../../support/officers.ts'
import { receivedForms } from '../../support/received-forms.ts'
import { startScanner } from './scanner-process.ts'

let running: TestApp
let worker: Worker
let officer: Account
let server: Server
let url: string
/** What happens to each PATCH before the server sees it; true takes it away from the server. */
let onPatch: (request: IncomingMessage, response: ServerResponse) => boolean = () => false
let directory: string

beforeAll(async () => {
  running = await testApp()
  officer = await hireOfficer(running.app, 'KEY_ENTRY_OPERATOR')
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined
  server = createServer((request, response) => {
    if (request.method === 'PATCH' && onPatch(request, response)) return
    handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const page = running.dataDir
  await writeFile(join(page, 'index.html'), '<!doctype html>')
  // The station knows the server by the address at which it listens.
  handle = await createHttp(
    { ...running.app, publicUrl: url },
    { portal: page, consoles: page, readiness: ready },
  )
  worker = await startWorker(running.app, running.pool)
})
beforeEach(async () => {
  onPatch = () => false
  directory = await mkdtemp(join(tmpdir(), 'scan-station-'))
  return () => rm(directory, { recursive: true })
})
afterAll(async () => {
  await worker.stop()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await running.close()
})

const program = join(import.meta.dirname, '../../../enrollment-kiosk/scan-station/main.ts')

function start(from: string, more: readonly string[] = [], secret = password): ChildProcess {
  const options = ['--server', url, '--unit', '01', '--username', officer.username, '--from', from]
  return spawn(process.execPath, [program, ...options, ...more], {
    env: { ...process.env, SCAN_DATA_DIR: join(directory, 'data'), SCAN_PASSWORD: secret },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function ended(child: ChildProcess) {
  const exit = once(child, 'exit') as Promise<[number | null]>
  const [said, complained, [code]] = await Promise.all([text(child.stdout!), text(child.stderr!), exit])
  return { code, said, complained }
}

const scanForms = (...how: Parameters<typeof start>) => ended(start(...how))

/** A folder with these pages. */
async function folderOf(pages: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(directory, 'pages-'))
  for (const [name, bytes] of Object.entries(pages)) await writeFile(join(folder, name), bytes)
  return folder
}

const kept = async () =>
  (await readdir(join(directory, 'data/outbox'))).filter((name) => !name.endsWith('.receipt'))
const pageOf = (serial: string) => formPageOf('DC01/2025', serial, { ticks: { sex: ['MALE'] } })
const formOf = (serial: string) => running.app.db.form.findUniqueOrThrow({ where: { serial } })

describe('a folder of pages', () => {
  test('is sent, read and told in words; run again, nothing is sent twice', async () => {
    const [one = '', two = ''] = await receivedForms(running.app, 2)
    const unreadable = torn(await pageOf(two), { x: 18, y: 7, width: 75, height: 15 })
    const from = await folderOf({
      'trang 2.png': await pngOf(unreadable),
      'trang 10.jpg': await jpegOf(asScanned(await pageOf(one), { skew: 1 })),
      'ghi chú.txt': Buffer.from('không phải ảnh'),
      'trống.png': new Uint8Array(),
    })
    const { code, said } = await scanForms(from, ['--place', 'K3-H12'])
    expect(said).toContain(`trang 10.jpg: phiếu ${one}`)
    expect(said).toContain('trang 2.png: chờ người xử lý: Không đọc được mã vạch')
    expect(said).toContain('3 trang, 1 nhận ra phiếu, 1 chờ người xử lý, 1 không gửi được.')
    expect(said).not.toContain('ghi chú')
    expect(code).toBe(1)
    expect(await formOf(one)).toMatchObject({ status: 'SCANNED', archivePlace: 'K3-H12' })
    expect(await kept()).toEqual([])
    const scans = await running.app.db.formScan.count()
    const again = await scanForms(from)
    expect(again.said).toContain('1 trang, 0 nhận ra phiếu')
    expect(await running.app.db.formScan.count()).toBe(scans)
  })

  test('goes on where a killed run was cut off in the middle of a page', async () => {
    const [serial = ''] = await receivedForms(running.app, 1)
    const large = await pngOf(asScanned(await pageOf(serial), { noise: 60, paper: 190, black: 20 }))
    expect(large.length).toBeGreaterThan(2_500_000)
    const from = await folderOf({ 'lớn.png': large })
    const first = start(from)
    const offsets: string[] = []
    onPatch = (request) => {
      offsets.push(String(request.headers['upload-offset']))
      if (offsets.length === 3) first.kill('SIGKILL')
      return offsets.length === 3
    }
    await ended(first)
    expect(offsets).toEqual(['0', '1000000', '2000000'])
    expect(await kept()).toHaveLength(2)
    offsets.length = 0
    onPatch = (request) => {
      offsets.push(String(request.headers['upload-offset']))
      return false
    }
    // Without the folder's page: what was kept on this computer is enough.
    const { code, said } = await scanForms(await folderOf({}))
    expect(said).toContain(`lớn.png: phiếu ${serial}`)
    expect(offsets[0]).toBe('2000000')
    expect(code).toBe(0)
    expect(await kept()).toEqual([])
  })

  test('gets over a line that breaks and bytes that arrive altered', async () => {
    const [serial = ''] = await receivedForms(running.app, 1)
    const from = await folderOf({ 'a.jpg': await jpegOf(await pageOf(serial)) })
    let patches = 0
    onPatch = (request, response) => {
      patches++
      if (patches === 1) request.socket.destroy()
      if (patches !== 2) return patches === 1
      request.resume().on('end', () => {
        response.writeHead(422, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ code: 'UPLOAD_DAMAGED', vi: 'Tệp hỏng.', en: 'Damaged.' }))
      })
      return true
    }
    const { code, said } = await scanForms(from)
    expect(said).toContain(`a.jpg: phiếu ${serial}`)
    expect(patches).toBe(3)
    expect(code).toBe(0)
  })

  test('that cannot be read, a wrong password and wrong options are told in words', async () => {
    const missing = await scanForms(join(directory, 'nothing'))
    expect(missing).toMatchObject({ code: 1, said: expect.stringContaining('Không đọc được thư mục') })
    const stranger = await scanForms(directory, [], 'sai-mat-khau-roi')
    expect(stranger).toMatchObject({ code: 1, complained: expect.stringContaining('mật khẩu không đúng') })
    const misused = await scanForms(directory, ['--dpi', 'many'])
    expect(misused).toMatchObject({ code: 2, complained: expect.stringContaining('Cách dùng') })
  })
})

test('a scanner that jams: what it gave is sent, the rest after it was freed', async () => {
  const scanner = await startScanner()
  const serials = await receivedForms(running.app, 3)
  await scanner.load(await Promise.all(serials.map(async (serial) => jpegOf(await pageOf(serial)))))
  await scanner.faults({ jamAtPage: 2 })
  const first = await scanForms(`escl:${scanner.url}`)
  expect(first.said).toContain('kẹt giấy sau 1 trang')
  expect(first.said).toContain(`trang 1: phiếu ${serials[0]}`)
  expect(first.code).toBe(1)
  await scanner.faults({})
  await scanner.free()
  const second = await scanForms(`escl:${scanner.url}`, ['--place', 'K1-H1'])
  expect(second).toMatchObject({ code: 0, said: expect.stringContaining('2 trang, 2 nhận ra phiếu.') })
  for (const serial of serials) expect((await formOf(serial)).status).toBe('SCANNED')
  expect(await scanner.stop()).toBe(0)
})
