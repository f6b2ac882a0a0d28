import { CodedError } from '@watertight/core';

/** Gives a fault of the storage its name. @throws CodedError always */
export function storageFault(cause: unknown): never {
  throw cause instanceof CodedError
    ? cause
    : new CodedError('MEDIA_STORAGE_UNAVAILABLE', undefined, { cause });
}
