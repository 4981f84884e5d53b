import { readFile } from 'node:fs/promises'
import { EncryptJWT, jwtDecrypt } from 'jose'
import * as client from 'openid-client'
import { z } from 'zod'
import { parseCitizenNumber } from '../../../core/citizen/citizen-number.ts'
import { DomainError } from '../../../core/errors.ts'
import { instantAt } from '../../kernel/clock.ts'
import { openCitizenSession } from './citizen-session.ts'
import type { WithPortalKey } from './portal-key.ts'

/** The identity provider cannot be reached, or its answer does not stand. */
export class ProviderFailed extends DomainError<'PROVIDER_FAILED'> {
  constructor() {
    super('PROVIDER_FAILED', {
      vi: 'Chưa đăng nhập được bằng tài khoản định danh điện tử. Hãy thử lại, hoặc đăng nhập bằng mã gửi về điện thoại.',
      en: 'Signing in with the electronic identity did not succeed. Try again, or sign in with a code sent to your phone.',
    })
  }
}

/** The provider knows who it is, and the register does not. */
export class CitizenUnknown extends DomainError<'CITIZEN_UNKNOWN'> {
  constructor() {
    super('CITIZEN_UNKNOWN', {
      vi: 'Tài khoản định danh điện tử này chưa khớp với dữ liệu dân cư. Hãy hỏi tại nơi đăng ký cư trú.',
      en: 'This electronic identity does not match the population register. Please ask at the residence registration office.',
    })
  }
}

/** What the browser keeps, sealed, between leaving for the provider and coming back. */
const leaveSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() })
type Leave = z.infer<typeof leaveSchema>

export const leaveMinutes = 10

/** Sign-in at an OpenID provider shaped like VNeID's: code flow with PKCE and nonce; its claim names the citizen by number. */
export interface OidcPort {
  /** Where the browser is to go, and what it keeps meanwhile. Throws {@link ProviderFailed}. */
  leave(): Promise<{ readonly url: string; readonly sealed: string }>
  /** The browser is back: answers a session's token. Throws {@link ProviderFailed}, {@link CitizenUnknown}. */
  comeBack(query: string, sealed: string): Promise<string>
}

/** The port where a provider is set; null where citizens sign in by code only. */
export function openOidc(app: WithPortalKey): OidcPort | null {
  const { oidc } = app.env.signIn
  if (!oidc) return null
  const redirectUri = `${app.publicUrl}/citizen/oidc/back`
  const provider = rememberedProvider(oidc)
  return {
    async leave() {
      const config = await provider()
      const away: Leave = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      }
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: oidc.scope,
        state: away.state,
        nonce: away.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(away.verifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, sealed: await seal(app, away) }
    },
    async comeBack(query, sealed) {
      const away = await unseal(app, sealed)
      const number = await numberFrom(await provider(), {
        address: new URL(`${redirectUri}${query}`),
        away,
        claim: oidc.numberClaim,
      })
      return signIn(app, number)
    },
  }
}

/** Asked for once; a provider that could not be reached is asked again by the next. */
function rememberedProvider(
  oidc: NonNullable<WithPortalKey['env']['signIn']['oidc']>,
): () => Promise<client.Configuration> {
  let known: Promise<client.Configuration> | null = null
  const discover = async () => {
    const secret = (await readFile(oidc.clientSecretFile, 'utf8')).trim()
    const execute = oidc.plainHttp ? [client.allowInsecureRequests] : []
    return client.discovery(new URL(oidc.issuer), oidc.clientId, secret, undefined, { execute, timeout: 10 })
  }
  return async () => {
    known ??= discover()
    try {
      return await known
    } catch {
      known = null
      throw new ProviderFailed()
    }
  }
}

/** The number that the provider vouches for; signature, issuer, audience, nonce and state are the library's to check. */
async function numberFrom(
  config: client.Configuration,
  { address, away, claim }: { readonly address: URL; readonly away: Leave; readonly claim: string },
): Promise<string> {
  try {
    const tokens = await client.authorizationCodeGrant(config, address, {
      expectedState: away.state,
      expectedNonce: away.nonce,
      pkceCodeVerifier: away.verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    const told = claims?.[claim]
    if (!claims) throw new ProviderFailed()
    if (typeof told === 'string') return parseCitizenNumber(told)
    const info = await client.fetchUserInfo(config, tokens.access_token, claims.sub)
    return parseCitizenNumber(z.string().parse(info[claim]))
  } catch {
    // Whatever the provider or somebody in between did wrong: the citizen is told the same, and nothing of it is logged.
    throw new ProviderFailed()
  }
}

async function signIn(app: WithPortalKey, number: string): Promise<string> {
  return app.db.$transaction(async (tx) => {
    const found = await tx.resident.findUnique({
      where: { number, deathOn: null, mergedIntoId: null },
      select: { id: true },
    })
    if (!found) throw new CitizenUnknown()
    return openCitizenSession(tx, app, { residentId: found.id, by: 'OIDC' })
  })
}

/** 32 bytes, as A256GCM wants them. */
const seal = (app: WithPortalKey, away: Leave) =>
  new EncryptJWT({ ...away })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setExpirationTime(instantAt(app.clock() + leaveMinutes * 60_000))
    .encrypt(app.portalKey)

async function unseal(app: WithPortalKey, sealed: string): Promise<Leave> {
  try {
    const currentDate = instantAt(app.clock())
    const { payload } = await jwtDecrypt(sealed, app.portalKey, { currentDate })
    return leaveSchema.parse(payload)
  } catch {
    throw new ProviderFailed()
  }
}
