/** How kiosks and stations are installed and sign in: RFC 7523 (private_key_jwt) with a key certified at installation. */
import { z } from 'zod'

export const machineKinds = ['KIOSK', 'STATION'] as const

/** POST /machines: asks for a certificate; an administrator confirms it by the key's fingerprint. */
export const machineRequestSchema = z.strictObject({
  kind: z.enum(machineKinds),
  /** Code of the centre or production unit where the machine stands. */
  centre: z.string().min(1).max(10),
  /** PKCS#10, DER in base64; P-256. */
  certificateRequest: z.base64().max(4096),
})
export type MachineRequest = z.infer<typeof machineRequestSchema>

/** Answer of POST /machines and of GET /machines/{id}. */
export const machineAnswerSchema = z.object({
  id: z.uuid(),
  state: z.enum(['REQUESTED', 'ACTIVE', 'REFUSED', 'SUSPENDED', 'REVOKED', 'DECOMMISSIONED']),
  /** Number of the machine within its centre, part of the application codes it allots. */
  number: z.int().nullable(),
  /** X.509, PEM, issued by the issuing CA; null until certified. */
  certificate: z.string().nullable(),
  /** The issuing CA's certificate, PEM. */
  issuer: z.string(),
})
export type MachineAnswer = z.infer<typeof machineAnswerSchema>

/** POST /machines/token (form-encoded, RFC 6749 4.4 with RFC 7523 2.2): the assertion's iss and sub are the machine's id. */
export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
export const tokenRequestSchema = z.object({
  grant_type: z.literal('client_credentials'),
  client_assertion_type: z.literal(assertionType),
  client_assertion: z.string().max(4096),
})
export const tokenAnswerSchema = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  /** Seconds. */
  expires_in: z.int().positive(),
})
