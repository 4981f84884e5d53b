/**
 * The seal (RFC 5083 2.1, RFC 5084):
 *   ContentInfo { id-ct-authEnvelopedData, [0] AuthEnvelopedData ::= SEQUENCE {
 *     version 0,
 *     recipientInfos SET { [1] KeyAgreeRecipientInfo },
 *     authEncryptedContentInfo { id-signedData, id-aes256-GCM { nonce (12), ICVlen 16 }, [0] ciphertext },
 *     authAttrs [1] SET { content-type id-signedData },      the additional authenticated data, as SET OF
 *     mac OCTET STRING (16) } }
 */
import { concatBytes } from '../bytes.ts'
import { aes256Gcm, attributeTypes, contentTypes, gcmNonceBytes, gcmTagBytes } from './algorithms.ts'
import {
  context,
  contextPrimitive,
  DerError,
  element,
  enter,
  expectBytes,
  expectEnd,
  octetString,
  readDer,
  sequence,
  tags,
  tlv,
  tlvPieces,
  unsignedInteger,
} from '../der.ts'
import { encodeRecipient, readRecipient, type Recipient } from './recipient.ts'

export type Envelope = {
  readonly recipient: Recipient
  readonly nonce: Uint8Array
  /** Ciphertext and tag, as WebCrypto writes and reads them. */
  readonly sealed: Uint8Array
}

const version = unsignedInteger(Uint8Array.of(0))
const contentTypeAttribute = sequence(attributeTypes.contentType, tlv(tags.set, contentTypes.signedData))
const authenticatedAttributes = tlv(context(1), contentTypeAttribute)

/** What GCM authenticates besides the content: the attributes under the SET OF tag (RFC 5083 2.2). */
export const additionalData = tlv(tags.set, contentTypeAttribute)

export function encodeEnvelope({ recipient, nonce, sealed }: Envelope): Uint8Array<ArrayBuffer> {
  const ciphertext = sealed.subarray(0, sealed.length - gcmTagBytes)
  const encrypted = tlvPieces(contextPrimitive(0), ciphertext)
  const envelope = tlvPieces(
    tags.sequence,
    version,
    tlv(tags.set, encodeRecipient(recipient)),
    ...tlvPieces(tags.sequence, contentTypes.signedData, aes256Gcm(nonce), ...encrypted),
    authenticatedAttributes,
    octetString(sealed.subarray(-gcmTagBytes)),
  )
  return sequence(contentTypes.authEnvelopedData, ...tlvPieces(context(0), ...envelope))
}

/** Reads what `encodeEnvelope` writes and nothing else. Throws DerError. */
export function readEnvelope(der: Uint8Array): Envelope {
  const outer = readDer(der, 'contentInfo')
  const contentInfo = enter(outer, tags.sequence)
  expectEnd(outer)
  expectBytes(contentInfo, contentTypes.authEnvelopedData)
  const wrapper = enter(contentInfo, context(0))
  expectEnd(contentInfo)
  const body = enter(wrapper, tags.sequence, 'authEnvelopedData')
  expectEnd(wrapper)
  expectBytes(body, version)
  const recipients = enter(body, tags.set, 'recipientInfos')
  const recipient = readRecipient(recipients)
  expectEnd(recipients)
  const { nonce, ciphertext } = readEncryptedContent(element(body, tags.sequence).content)
  expectBytes(body, authenticatedAttributes)
  const tag = element(body, tags.octetString).content
  expectEnd(body)
  if (tag.length !== gcmTagBytes) throw new DerError(body.part, 'tag length')
  return { recipient, nonce, sealed: concatBytes(ciphertext, tag) }
}

function readEncryptedContent(bytes: Uint8Array): { nonce: Uint8Array; ciphertext: Uint8Array } {
  const info = readDer(bytes, 'authEncryptedContentInfo')
  expectBytes(info, contentTypes.signedData)
  const algorithm = element(info, tags.sequence).whole
  // The nonce stands before the three bytes of ICVlen; the comparison below holds everything else in place.
  const nonce = algorithm.slice(-3 - gcmNonceBytes, -3)
  expectBytes(readDer(algorithm, 'contentEncryptionAlgorithm'), aes256Gcm(nonce))
  const ciphertext = element(info, contextPrimitive(0)).content
  expectEnd(info)
  return { nonce, ciphertext }
}
