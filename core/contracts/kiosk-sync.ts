/** What crosses between a kiosk and the server over HTTP, all with the machine's bearer token. */
import { z } from 'zod'

/** GET /kiosk/settings: what a kiosk must hold to work, offline too. */
export const kioskSettingsSchema = z.object({
  centre: z.object({ code: z.string(), name: z.string(), unit: z.string() }),
  machineNumber: z.int(),
  serverTime: z.iso.datetime(),
  /** Certificates, PEM: packets are sealed for `centreCertificate`; signers chain to `issuer`. */
  centreCertificate: z.string(),
  issuer: z.string(),
})
export type KioskSettings = z.infer<typeof kioskSettingsSchema>

/** POST /packets, body: the sealed packet (application/cms). The same bytes again give the same receipt. */
export const packetReceiptSchema = z.object({
  sha256: z.string(),
  applicationCode: z.string(),
  receivedAt: z.iso.datetime(),
})
export type PacketReceipt = z.infer<typeof packetReceiptSchema>
/** Header that names the application, so that the server can expect and report the file without opening it. */
export const applicationCodeHeader = 'x-application-code'

/** Every refusal over HTTP has this body; texts are for people, the code for programs. */
export const refusalSchema = z.object({
  code: z.string(),
  vi: z.string(),
  en: z.string(),
})
export type Refusal = z.infer<typeof refusalSchema>
