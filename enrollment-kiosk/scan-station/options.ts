import { parseArgs } from 'node:util'
import { DomainError } from '../../core/errors.ts'

const usage =
  'npm run scan-forms -- --server URL --unit CODE --username U --from FOLDER|escl:http://HOST:PORT [--place K3-H12] [--dpi 200] [--glass]'

export class ScanStationMisused extends DomainError<'SCAN_STATION_MISUSED'> {
  constructor(detail: string) {
    super('SCAN_STATION_MISUSED', {
      vi: `Sai tham số: ${detail}\nCách dùng: ${usage}`,
      en: `Wrong arguments: ${detail}\nUsage: ${usage}`,
    })
  }
}

export interface ScanStationOptions {
  readonly server: string
  /** Code of the scanning office. */
  readonly unit: string
  readonly username: string
  readonly from:
    | { readonly kind: 'FOLDER'; readonly folder: string }
    | { readonly kind: 'ESCL'; readonly address: string }
  /** Shelf and box of the whole stack. */
  readonly place: string
  /** Dots to the inch. */
  readonly dpi: number
  /** One sheet from the glass, not the feeder. */
  readonly glass: boolean
}

const known = {
  server: { type: 'string' },
  unit: { type: 'string' },
  username: { type: 'string' },
  from: { type: 'string' },
  place: { type: 'string', default: '' },
  dpi: { type: 'string', default: '200' },
  glass: { type: 'boolean', default: false },
} as const

const scanner = /^escl:(https?:\/\/.+)$/

/** Throws {@link ScanStationMisused}. */
export function scanStationOptions(args: readonly string[]): ScanStationOptions {
  const { server, unit, username, from, place, dpi, glass } = parse(args)
  if (!server || !unit || !username || !from)
    throw new ScanStationMisused('--server --unit --username --from')
  if (!/^[0-9A-Za-z-]{1,20}$/.test(unit)) throw new ScanStationMisused('--unit')
  const resolution = Number(dpi)
  if (!Number.isInteger(resolution) || resolution < 150 || resolution > 600)
    throw new ScanStationMisused('--dpi 150–600')
  const address = scanner.exec(from)?.[1]
  if (address !== undefined && !URL.canParse(address)) throw new ScanStationMisused('--from')
  const source =
    address === undefined ? ({ kind: 'FOLDER', folder: from } as const) : ({ kind: 'ESCL', address } as const)
  return { server, unit, username, from: source, place, dpi: resolution, glass }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: known }).values
  } catch (reason) {
    throw new ScanStationMisused((reason as Error).message)
  }
}
