import type { ActionResult } from '@watertight/core';
import type { Fields } from '../json.ts';
import { andThen, numberPath, type Line, type Performer } from './asking.ts';

const nothing = (result: ActionResult<Fields>) => andThen(result, () => null);
const post = async (line: Line, below: string, body?: object) =>
  nothing(await line.ask('POST', numberPath(line, below), body));

const register: Performer<'number.register', object> = (_deps, line, { pin, region }) =>
  post(line, '/register', {
    messaging_product: 'whatsapp',
    pin,
    ...(region === undefined ? {} : { data_localization_region: region }),
  });

const deregister: Performer<'number.deregister', object> = (_deps, line) => post(line, '/deregister');

const setPin: Performer<'number.set-pin', object> = (_deps, line, { pin }) => post(line, '', { pin });

const requestCode: Performer<'number.request-code', object> = (_deps, line, { method, language }) =>
  post(line, '/request_code', { code_method: method, language });

const verifyCode: Performer<'number.verify-code', object> = (_deps, line, { code }) =>
  post(line, '/verify_code', { code });

/** How a number comes into use and goes out of it. PINs and codes pass through; nothing here keeps or logs them. */
export const numberActions = {
  'number.register': register,
  'number.deregister': deregister,
  'number.set-pin': setPin,
  'number.request-code': requestCode,
  'number.verify-code': verifyCode,
};
