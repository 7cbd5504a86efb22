/**
 * RC2 (RFC 2268), decryption only. Windows and old OpenSSL encrypt the certificates in a PFX with it, 40 bits long, which
 * protects nothing – a certificate is public; the key beside it has Triple DES. OpenSSL 3 has no RC2 any more.
 */

const permutation = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb6266fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  'hex'
)
const shifts = [1, 2, 3, 5] as const

/** CBC with padding (RFC 5652 §6.3). @param key 5 or 16 octets, all of them effective. @returns null when the padding is wrong. */
export function decryptRc2(key: Uint8Array, iv: Uint8Array, encrypted: Uint8Array): Uint8Array | null {
  if (encrypted.length === 0 || encrypted.length % 8 !== 0 || iv.length !== 8) return null
  const words = expand(key)
  const plain = Buffer.alloc(encrypted.length)
  for (let at = 0; at < encrypted.length; at += 8) {
    const block = decryptBlock(words, encrypted.subarray(at, at + 8))
    const before = at === 0 ? iv : encrypted.subarray(at - 8, at)
    for (const [n, octet] of block.entries()) plain[at + n] = octet ^ (before[n] ?? 0)
  }
  const padding = plain.at(-1) ?? 0
  if (padding < 1 || padding > 8 || !plain.subarray(-padding).every((octet) => octet === padding)) return null
  return plain.subarray(0, -padding)
}

/** §2: 64 words of 16 bits. */
function expand(key: Uint8Array): Uint16Array {
  const octets = new Uint8Array(128)
  octets.set(key)
  const at = (index: number): number => octets[index] ?? 0
  const permuted = (index: number): number => permutation[index & 0xff] ?? 0
  for (let n = key.length; n < 128; n++) octets[n] = permuted(at(n - 1) + at(n - key.length))
  octets[128 - key.length] = permuted(at(128 - key.length))
  for (let n = 127 - key.length; n >= 0; n--) octets[n] = permuted(at(n + 1) ^ at(n + key.length))
  return Uint16Array.from({ length: 64 }, (_, n) => at(2 * n) + 256 * at(2 * n + 1))
}

/** §4: five mixing rounds backwards, a mashing round, six, a mashing round, five. */
function decryptBlock(words: Uint16Array, block: Uint8Array): Uint8Array {
  const r = Uint16Array.from({ length: 4 }, (_, n) => (block[2 * n] ?? 0) + 256 * (block[2 * n + 1] ?? 0))
  const word = (n: number): number => r[n & 3] ?? 0
  let j = 63
  for (const [stage, rounds] of [5, 6, 5].entries()) {
    if (stage > 0) for (let n = 3; n >= 0; n--) r[n] = word(n) - (words[word(n + 3) & 63] ?? 0)
    for (let round = 0; round < rounds; round++)
      for (let n = 3; n >= 0; n--) {
        const shift = shifts[n as 0 | 1 | 2 | 3]
        const turned = (word(n) >>> shift) | (word(n) << (16 - shift))
        r[n] = turned - (words[j--] ?? 0) - (word(n + 3) & word(n + 2)) - (~word(n + 3) & word(n + 1))
      }
  }
  return Uint8Array.from({ length: 8 }, (_, n) => word(n >> 1) >>> (8 * (n & 1)))
}
