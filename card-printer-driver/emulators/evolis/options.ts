import { parseArgs } from 'node:util'
import { EmulatorMisused } from '../misused.ts'
import { type RibbonKind, ribbons } from './world.ts'

const usage = `npm run emulate -- evolis --port N | --link PATH [--blanks FIRST:COUNT] [--ribbon KIND:SETS] …
  --port N            cổng TCP trên máy này, 0: cổng trống bất kỳ · TCP port on the loopback, 0 takes any free one
  --link PATH         tệp thiết bị thay cho TCP, như máy in cắm USB · a device file instead of TCP, as of a printer on USB
  --tray-port N       camera trên khay ra, HTTP · the camera above the output hopper, HTTP
  --chip-port N       chip đang ở đầu ghi, khung của vpcd · the chip at the encoder, in vpcd's frames
  --vpcd HOST:PORT    đưa chip vào đầu đọc ảo · puts the chip into the virtual reader
  --transport-key HEX phôi chỉ nhận lệnh ghi qua SCP03 · blanks that are written through SCP03 only
  --control SOCKET    công tắc lỗi qua HTTP trên Unix socket · switches, HTTP on a Unix socket:
                      /faults, /operator, /chip-faults, GET /journal, /cards, /state, /chip
  --state FILE        giữ máy và thẻ qua các lần chạy · machine and cards outlive the program
  --dir DIR           thư mục giữ ảnh mọi thẻ · keeps every card's picture; beside FILE with --state
  --blanks FIRST:COUNT  phôi trong khay nạp · blanks in the feeder of a new machine
  --ribbon KIND:SETS  ruy băng của máy mới · ribbon of a new machine; ymckok:200
  --serial SERIAL     số máy · the printer's serial number
  --output N, --reject N  sức chứa khay ra, hộp thẻ hỏng · what the hopper and the reject box hold; 100, 50
  --no-pace           không chờ cơ khí · no waiting for the mechanics`

export interface Options {
  readonly port: number
  readonly link: string | null
  readonly trayPort: number
  readonly chipPort: number
  readonly vpcd: { readonly host: string; readonly port: number } | null
  readonly transportKey: Uint8Array | null
  readonly control: string | null
  readonly state: string | null
  readonly directory: string | null
  readonly blanks: { readonly first: string; readonly count: number } | null
  readonly ribbon: { readonly kind: RibbonKind; readonly sets: number }
  readonly serial: string
  readonly capacity: { readonly OUTPUT: number; readonly REJECT: number }
  readonly paced: boolean
}

const text = { type: 'string' } as const
const known = {
  port: text,
  link: text,
  'tray-port': text,
  'chip-port': text,
  vpcd: text,
  'transport-key': text,
  control: text,
  state: text,
  dir: text,
  blanks: text,
  ribbon: text,
  serial: text,
  output: text,
  reject: text,
  'no-pace': { type: 'boolean' },
} as const

/** Throws {@link EmulatorMisused}. */
export function readOptions(args: readonly string[]): Options {
  const values = parsed(args)
  if ((values.port === undefined) === (values.link === undefined)) throw misused('--port N | --link PATH')
  const key = matched(
    '--transport-key',
    values['transport-key'],
    /^(?:[0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64})$/i,
  )
  const blanks = matched('--blanks', values.blanks, /^([\w-]{1,40}):(\d{1,6})$/)
  const vpcd = matched('--vpcd', values.vpcd, /^([\w.-]+):(\d{1,5})$/)
  return {
    port: numberOf('--port', values.port ?? '0', 65_535),
    link: values.link ?? null,
    trayPort: numberOf('--tray-port', values['tray-port'] ?? '0', 65_535),
    chipPort: numberOf('--chip-port', values['chip-port'] ?? '0', 65_535),
    vpcd: vpcd && { host: vpcd[1] ?? '', port: Number(vpcd[2]) },
    transportKey: key && Uint8Array.from(Buffer.from(key[0], 'hex')),
    control: values.control ?? null,
    state: values.state ?? null,
    directory: values.dir ?? null,
    blanks: blanks && { first: blanks[1] ?? '', count: Number(blanks[2]) },
    ribbon: ribbonOf(values.ribbon ?? 'ymckok:200'),
    serial: matched('--serial', values.serial ?? 'E000000001', /^[\w-]{1,20}$/)?.[0] ?? '',
    capacity: {
      OUTPUT: numberOf('--output', values.output ?? '100', 1_000_000),
      REJECT: numberOf('--reject', values.reject ?? '50', 1_000_000),
    },
    paced: !values['no-pace'],
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: known }).values
  } catch (error) {
    throw misused((error as Error).message)
  }
}

const misused = (detail: string) => new EmulatorMisused(detail, usage)

function matched(name: string, value: string | undefined, shape: RegExp): RegExpExecArray | null {
  if (value === undefined) return null
  const found = shape.exec(value)
  if (!found) throw misused(name)
  return found
}

function numberOf(name: string, value: string, most: number): number {
  if (!/^\d{1,7}$/.test(value) || Number(value) > most) throw misused(name)
  return Number(value)
}

function ribbonOf(value: string): Options['ribbon'] {
  const [kind = '', sets = ''] = value.split(':')
  const found = (Object.keys(ribbons) as RibbonKind[]).find((one) => one === kind)
  if (!found) throw misused('--ribbon KIND:SETS')
  return { kind: found, sets: numberOf('--ribbon KIND:SETS', sets, 1_000_000) }
}
