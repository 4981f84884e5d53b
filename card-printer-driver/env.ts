import { z } from 'zod'
import { DomainError } from '../core/errors.ts'

const variables = z.object({
  SERVER_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
  STATION_DATA_DIR: z.string().min(1),
  PRINTER_URL: z.url({ protocol: /^ipps?$/ }),
  /** Where the camera above the output tray gives pictures; by default the printer's own /tray. */
  TRAY_URL: z.url({ protocol: /^https?$/ }).optional(),
  IN_FLIGHT: z.coerce.number().int().min(1).max(16).default(2),
  POLL_MS: z.coerce.number().int().min(50).max(60_000).default(2000),
  CENTRE: z.string().min(1).max(10),
})

export interface Config {
  readonly server: { readonly url: string }
  readonly station: {
    readonly dataDirectory: string
    /** Code of the production unit. */
    readonly centre: string
    readonly inFlight: number
    readonly pollMilliseconds: number
  }
  readonly printer: { readonly url: string; readonly trayUrl: string | null }
}

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
  return Object.freeze({
    server: Object.freeze({ url: data.SERVER_URL }),
    station: Object.freeze({
      dataDirectory: data.STATION_DATA_DIR,
      centre: data.CENTRE,
      inFlight: data.IN_FLIGHT,
      pollMilliseconds: data.POLL_MS,
    }),
    printer: Object.freeze({ url: data.PRINTER_URL, trayUrl: data.TRAY_URL ?? null }),
  })
}
