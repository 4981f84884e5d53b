import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDnsSdBus } from '../support/dns-sd-bus.ts'
import { stopProcess } from './processes.ts'

export const ippeveprinter = '/usr/sbin/ippeveprinter'

/** What a two-sided card printer says of itself. */
const attributes = `ATTR text printer-make-and-model "CUPS ippeveprinter"
ATTR mimeMediaType document-format-supported application/pdf
ATTR keyword media-supported iso_id-1_53.98x85.6mm
ATTR keyword media-default iso_id-1_53.98x85.6mm
ATTR keyword media-ready iso_id-1_53.98x85.6mm
ATTR keyword sides-supported one-sided,two-sided-long-edge
ATTR keyword sides-default two-sided-long-edge
ATTR keyword print-scaling-supported none,fit
ATTR keyword print-color-mode-supported color
ATTR enum print-quality-supported 4,5
ATTR resolution printer-resolution-supported 300dpi
`

/**
 * What "prints": puts the document into the tray. A file `empty` beside it takes the blanks away until the file is gone, a file `jam`
 * jams the card.
 */
const command = `#!/bin/sh
cd "$(dirname "$0")"
if [ -e empty ]; then
  echo 'STATE: +media-empty' >&2
  while [ -e empty ]; do sleep 0.05; done
  echo 'STATE: -media-empty' >&2
fi
if [ -e jam ]; then
  echo 'STATE: +media-jam' >&2
  exit 1
fi
cp "$1" tray/
`

export interface CupsPrinter {
  readonly url: string
  /** As PEM. */
  readonly certificateFile: string
  readonly trayUrl: string
  /** Beside the print command. */
  readonly directory: string
  stop(): Promise<void>
}

/** CUPS' own IPP printer, another people's reading of the same standards; a camera looks into its tray. */
export async function startCupsPrinter(): Promise<CupsPrinter> {
  const directory = await mkdtemp(join(tmpdir(), 'ippeveprinter-'))
  const [spool, keys, tray] = ['spool', 'keys', 'tray'].map((name) => join(directory, name)) as [
    string,
    string,
    string,
  ]
  await Promise.all([spool, keys, tray].map((path) => mkdir(path)))
  const print = join(directory, 'print.sh')
  await writeFile(print, command)
  await chmod(print, 0o700)
  await writeFile(join(directory, 'card.conf'), attributes)
  const bus = await startDnsSdBus(join(directory, 'bus'))
  const port = await freePort()
  const options = ['-r', 'off', '-n', 'localhost', '-p', String(port), '-d', spool, '-K', keys, '-k']
  const child = spawn(ippeveprinter, [...options, '-a', 'card.conf', '-c', print, 'Card'], {
    cwd: directory,
    env: { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${join(directory, 'bus')}` },
    stdio: 'ignore',
  })
  const camera = await startCamera(tray)
  return {
    url: `ipp://localhost:${port}/ipp/print`,
    certificateFile: join(keys, 'localhost.crt'),
    trayUrl: `http://127.0.0.1:${(camera.address() as AddressInfo).port}`,
    directory,
    stop: async () => {
      await stopProcess(child, 'SIGKILL')
      camera.close()
      bus.close()
      await rm(directory, { recursive: true })
    },
  }
}

/** `/<job-id>`: its card, whose file begins with the number. */
async function startCamera(tray: string) {
  const camera = createServer((request, response) => {
    void (async () => {
      const number = /^\/(\d+)$/.exec(request.url ?? '')?.[1] ?? ''
      const card = (await readdir(tray)).find((name) => name.startsWith(`${number}-`))
      if (card === undefined) response.writeHead(202).end()
      else response.writeHead(200).end(await readFile(join(tray, card)))
    })()
  })
  camera.listen(0, '127.0.0.1')
  await once(camera, 'listening')
  return camera
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
