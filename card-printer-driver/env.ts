import { z } from 'zod'
import { DomainError } from '../core/errors.ts'
import type { Levels } from '../core/printing/separate-colours.ts'
import { lineAddress } from './transport/line-address.ts'

/** The folder behind `bureau:///path`, where exports are written; null for anything else. */
function bureauFolder(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null
  const isFolder = url?.protocol === 'bureau:' && url.host === '' && url.pathname.length > 1
  return isFolder ? decodeURIComponent(url.pathname) : null
}

const knownPrinter = (url: string) =>
  /^ipps?:/.test(url) || lineAddress(url) !== null || bureauFolder(url) !== null

const withoutSlash = (url: string) => url.replace(/\/+$/, '')

const variables = z
  .object({
    SERVER_URL: z.url({ protocol: /^https?$/ }).transform(withoutSlash),
    STATION_DATA_DIR: z.string().min(1),
    PRINTER_URL: z.url().refine(knownPrinter, {
      error:
        'ipp://, ipps://, evolis+tcp://HOST:PORT, evolis+usb:///dev/…, evolis+serial:///dev/…?baud=115200, bureau:///FOLDER',
    }),
    /** Of a bureau: PEM of its two certificates, which its exports are sealed to and its results signed with. */
    BUREAU_CERTIFICATES_FILE: z.string().min(1).optional(),
    /** Of a bureau: days that it has from the export to its results. */
    BUREAU_DAYS: z.coerce.number().int().min(1).max(60).default(10),
    /** Of an Evolis printer: what lies in it. ymckok prints the back in black alone. */
    PRINTER_RIBBON: z.enum(['ymcko', 'ymckok']).default('ymckok'),
    /** Of an Evolis printer: steps of each dye. */
    PRINTER_LEVELS: z.enum(['32', '64', '128']).default('32'),
    /** Of an Evolis printer: where its encoder reaches the chip. */
    PRINTER_STATION: z.enum(['contact', 'contactless', 'none']).default('contact'),
    /** Where the camera above the output tray gives pictures; by default the printer's own /tray. */
    TRAY_URL: z
      .url({ protocol: /^https?$/ })
      .transform(withoutSlash)
      .optional(),
    /** PEM of who signed the certificate of an `ipps` printer, or of the certificate itself; without it the roots that Node knows. */
    PRINTER_CA_FILE: z.string().min(1).optional(),
    IN_FLIGHT: z.coerce.number().int().min(1).max(16).default(2),
    POLL_MS: z.coerce.number().int().min(50).max(60_000).default(2000),
    CENTRE: z.string().min(1).max(10),
    /** File with the key that lets this station print cards in force; without it every card is a specimen. */
    PRODUCTION_KEY_FILE: z.string().min(1).optional(),
    /** Without it the emulated encoder writes for an emulated printer, and none for any other. */
    CHIP_ENCODER: z.enum(['none', 'emulator', 'pcsc']).optional(),
    /** A part of the PC/SC reader's name; without it every reader is looked at, and one alone may hold a chip. */
    CHIP_READER: z.string().min(1).optional(),
    /** What the blanks' operating system understands: chip/personalisation-profile.ts. */
    CHIP_CARD: z.enum(['lds-applet', 'store-data']).default('lds-applet'),
    /** File with the batch's transport key for SCP03, 16, 24 or 32 bytes; only its owner may read it. */
    CHIP_TRANSPORT_KEY: z.string().min(1).optional(),
  })
  // A card that nobody has looked at is not issued; an IPP printer has its camera beside it.
  .refine(({ PRINTER_URL, TRAY_URL }) => lineAddress(PRINTER_URL) === null || TRAY_URL !== undefined, {
    path: ['TRAY_URL'],
    error: 'http://HOST:PORT/…',
  })
  .refine((data) => bureauFolder(data.PRINTER_URL) === null || data.BUREAU_CERTIFICATES_FILE !== undefined, {
    path: ['BUREAU_CERTIFICATES_FILE'],
    error: 'PEM',
  })

export interface Config {
  readonly server: { readonly url: string }
  readonly station: {
    readonly dataDirectory: string
    /** Code of the production unit. */
    readonly centre: string
    readonly inFlight: number
    readonly pollMilliseconds: number
    readonly productionKeyFile: string | null
  }
  readonly printer: {
    readonly url: string
    readonly trayUrl: string | null
    readonly caFile: string | null
    readonly ribbon: 'ymcko' | 'ymckok'
    readonly levels: Levels
    /** Null: it has no encoder. */
    readonly station: 'CONTACT' | 'CONTACTLESS' | null
  }
  /** Null: the station makes its cards itself. Otherwise an outside bureau makes them, and nothing of `printer` and `chip` counts. */
  readonly bureau: {
    readonly folder: string
    readonly certificatesFile: string
    readonly days: number
  } | null
  readonly chip: {
    /** Null: as the printer is. */
    readonly encoder: 'none' | 'emulator' | 'pcsc' | null
    readonly reader: string | null
    readonly card: 'lds-applet' | 'store-data'
    readonly transportKeyFile: string | null
  }
}

const levels = { 32: 32, 64: 64, 128: 128 } as const
const stations = { contact: 'CONTACT', contactless: 'CONTACTLESS', none: null } as const

/** Every fault of the settings at once, by the name of the variable. */
export class ConfigRefused extends DomainError<'CONFIG_REFUSED'> {
  constructor(faults: readonly string[]) {
    super('CONFIG_REFUSED', {
      vi: `Cấu hình trạm in chưa đúng:\n${faults.join('\n')}`,
      en: `The station's settings are wrong:\n${faults.join('\n')}`,
    })
  }
}

/** Throws {@link ConfigRefused}. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const read = variables.safeParse(environment)
  if (!read.success)
    throw new ConfigRefused(read.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`))
  const { data } = read
  const folder = bureauFolder(data.PRINTER_URL)
  return Object.freeze({
    server: Object.freeze({ url: data.SERVER_URL }),
    station: Object.freeze({
      dataDirectory: data.STATION_DATA_DIR,
      centre: data.CENTRE,
      inFlight: data.IN_FLIGHT,
      pollMilliseconds: data.POLL_MS,
      productionKeyFile: data.PRODUCTION_KEY_FILE ?? null,
    }),
    printer: Object.freeze({
      url: data.PRINTER_URL,
      trayUrl: data.TRAY_URL ?? null,
      caFile: data.PRINTER_CA_FILE ?? null,
      ribbon: data.PRINTER_RIBBON,
      levels: levels[data.PRINTER_LEVELS],
      station: stations[data.PRINTER_STATION],
    }),
    bureau:
      folder === null
        ? null
        : Object.freeze({
            folder,
            certificatesFile: data.BUREAU_CERTIFICATES_FILE ?? '',
            days: data.BUREAU_DAYS,
          }),
    chip: Object.freeze({
      encoder: data.CHIP_ENCODER ?? null,
      reader: data.CHIP_READER ?? null,
      card: data.CHIP_CARD,
      transportKeyFile: data.CHIP_TRANSPORT_KEY ?? null,
    }),
  })
}
