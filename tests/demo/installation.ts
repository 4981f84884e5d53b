import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Desk, deskInstalled, tell } from './desk.ts'
import { until } from './http.ts'
import { type Officer, signIn } from './officer.ts'
import { startProgram } from './programs.ts'

/** A whole installation: server, desk with its devices, production station with its printer, and everybody signed in. */
export interface Installation {
  readonly server: string
  readonly desk: Desk
  /** The printer's HTTP origin: its output tray is seen at /tray/N. */
  readonly printer: string
  readonly printerControl: string
  readonly adjudicators: readonly Officer[]
  readonly approver: Officer
  readonly operator: Officer
  /** Releases what the operator froze. */
  readonly floor: Officer
  readonly quality: Officer
  readonly issuer: Officer
  /** Any other of the demonstration's officers. */
  signIn(username: string): Promise<Officer>
}

export interface InstallationPlan {
  /** An empty folder for all data. */
  readonly directory: string
  readonly paced: boolean
  readonly progress: (what: string) => void
  /** Blanks given to the station. */
  readonly blanks: number
}

const passwordFile = 'demo-sign-ins.json'

/** Starts every program on free ports; `stopAll` of programs.ts ends them. */
export async function install(plan: InstallationPlan): Promise<Installation> {
  const { directory, paced, progress, blanks } = plan
  const pace = paced ? [] : ['--no-pace']
  const dataDir = join(directory, 'server')
  progress('khởi động máy chủ')
  const server = await startServer(dataDir)
  progress('khởi động máy thu nhận, máy quét vân tay, máy ảnh, trạm in và máy in')
  const devices = {
    scanner: join(directory, 'fp.sock'),
    camera: join(directory, 'cam.sock'),
    printer: join(directory, 'ipp.sock'),
  }
  const links = { fingerprint: join(directory, 'ttyFP'), camera: join(directory, 'ttyCAM') }
  const emulator = (name: string, args: readonly string[], ready: RegExp) =>
    startProgram({ args: ['emulate.ts', name, ...args, ...pace], ready })
  const [, , printer] = await Promise.all([
    emulator('fingerprint', ['--link', links.fingerprint, '--control', devices.scanner], /^ready (.+)$/),
    emulator('camera', ['--link', links.camera, '--control', devices.camera], /^ready (.+)$/),
    emulator('ipp', ['--control', devices.printer], /^ready (ipp:\S+)$/),
  ])
  const printerUrl = printer.ready[1] ?? ''
  const [kiosk] = await Promise.all([
    startKiosk({ directory, server, links }),
    startStation({ directory, server, printerUrl }),
  ])
  const { password } = JSON.parse(await readFile(join(dataDir, passwordFile), 'utf8')) as { password: string }
  const officer = (username: string) => signIn(server, username, password)
  await certifyMachines(await officer('quan.tri'), await officer('thu.kho'), blanks)
  const desk: Desk = { ...kiosk, scanner: devices.scanner, camera: devices.camera }
  await deskInstalled(desk)
  await tell(desk, '/officers/sign-in', { username: 'thu.nhan', password, role: 'operator' })
  await tell(desk, '/officers/sign-in', { username: 'truong.diem', password, role: 'supervisor' })
  return {
    server,
    desk,
    printer: printerUrl.replace('ipp:', 'http:').replace('/ipp/print', ''),
    printerControl: devices.printer,
    adjudicators: [await officer('xet.trung.1'), await officer('xet.trung.2')],
    approver: await officer('phe.duyet'),
    operator: await officer('san.xuat'),
    floor: await officer('truong.xuong'),
    quality: await officer('kiem.tra'),
    issuer: await officer('tra.the'),
    signIn: officer,
  }
}

async function startServer(dataDir: string): Promise<string> {
  const { ready } = await startProgram({
    args: ['server/main.ts'],
    // Measurements ask for the status of files thousands of times a second, all from one address.
    env: { PORT: '0', DATA_DIR: dataDir, DEMO: 'on', DATABASE_URL: '', LOOK_UPS_PER_MINUTE: '10000000' },
    ready: /(http:\/\/localhost:\d+)/,
  })
  const url = ready[1] ?? ''
  await until('the server is ready', () => fetch(`${url}/readyz`).then(({ ok }) => ok))
  return url
}

interface Site {
  readonly directory: string
  readonly server: string
}

async function startKiosk({
  directory,
  server,
  links,
}: Site & { links: { fingerprint: string; camera: string } }) {
  const data = join(directory, 'kiosk')
  const { ready } = await startProgram({
    args: ['enrollment-kiosk/main.ts'],
    env: {
      SERVER_URL: server,
      KIOSK_DATA_DIR: data,
      KIOSK_PORT: '0',
      CENTRE: 'HN001',
      FINGERPRINT_PATH: links.fingerprint,
      CAMERA_PATH: links.camera,
      INSTALL_POLL_MS: '200',
      KIOSK_SEAL: 'file',
      KIOSK_SECRET_FILE: join(directory, 'kiosk-host-secret'),
    },
    ready: /^desk (http:\S+)\/#token=(\S+)$/,
  })
  return { url: ready[1] ?? '', token: ready[2] ?? '' }
}

async function startStation({ directory, server, printerUrl }: Site & { printerUrl: string }): Promise<void> {
  await startProgram({
    args: ['card-printer-driver/main.ts'],
    env: {
      SERVER_URL: server,
      STATION_DATA_DIR: join(directory, 'station'),
      PRINTER_URL: printerUrl,
      CENTRE: 'SX001',
      POLL_MS: '200',
    },
    ready: /fingerprint/,
  })
}

interface Machines {
  readonly machines: {
    readonly edges: readonly { readonly node: { readonly id: string; readonly kind: string } }[]
  }
}

/** The administrator confirms the keys of kiosk and station; the stock keeper gives the station its blanks. */
async function certifyMachines(administrator: Officer, stockKeeper: Officer, blanks: number): Promise<void> {
  const waiting = await until('kiosk and station ask for certificates', async () => {
    const { machines } = await administrator.ask<Machines>(
      '{ machines(state: "REQUESTED") { edges { node { id kind } } } }',
    )
    return machines.edges.length === 2 ? machines.edges : null
  })
  for (const { node } of waiting) {
    await administrator.ask(
      'mutation ($id: String!) { certifyMachine(id: $id) { __typename ... on DomainRefusal { code } } }',
      { id: node.id },
    )
  }
  const station = waiting.find(({ node }) => node.kind === 'STATION')?.node.id
  await stockKeeper.ask(
    'mutation ($id: String!) { openShift(stationId: $id) { __typename ... on DomainRefusal { code } } }',
    { id: station },
  )
  await stockKeeper.ask(
    'mutation ($id: String!, $count: Int!) { issueBlanks(stationId: $id, count: $count) { __typename ... on DomainRefusal { code } } }',
    { id: station, count: blanks },
  )
}
