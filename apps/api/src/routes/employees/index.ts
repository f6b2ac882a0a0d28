import { CodedError } from '@watertight/core';
import { Type } from 'typebox';
import type { ApiDeps } from '../../deps.ts';
import type { Passwords } from '../../employees/passwords.ts';
import { pageBelow, throwAbsent } from '../../http/absence.ts';
import type { App } from '../../http/app.ts';
import type { Sessions } from '../../plugins/keys.ts';
import { answers, CompanyParams, ID_CURSOR, Nothing, pageOf, pageQuery, ref } from '../../schemas/common.ts';
import {
  EmployeeBody,
  EmployeeChange,
  EmployeeParams,
  employeeResource,
  EmployeeResource,
} from '../../schemas/employee.ts';

const COMMON = { config: { access: 'company:admin' }, tags: ['employees'] } as const;
const ABSENT = ['COMPANY_NOT_FOUND', 'EMPLOYEE_NOT_FOUND'] as const;
const PATH = '/api/v2/companies/:companyId/employees';

/** Who may sign in to the dashboard. */
export function employeeRoutes(
  app: App,
  { store }: Pick<ApiDeps, 'store'>,
  { sessions, passwords }: { sessions: Sessions; passwords: Passwords },
): void {
  const hashOf = async ({ password }: { password?: string | undefined }) =>
    password === undefined ? {} : { passwordHash: await passwords.hash(password) };

  app.route({
    method: 'POST',
    url: PATH,
    config: COMMON.config,
    schema: {
      operationId: 'createEmployee',
      summary: 'Create an employee',
      tags: COMMON.tags,
      params: CompanyParams,
      body: EmployeeBody,
      response: answers({ 201: ref(EmployeeResource) }, ['COMPANY_NOT_FOUND', 'EMPLOYEE_EXISTS']),
    },
    async handler({ params: { companyId }, body: { email, name, role, ...body } }, reply) {
      if (!(await store.companies.get(companyId))) throw new CodedError('COMPANY_NOT_FOUND');
      const employee = await store.employees.create(companyId, {
        email,
        name,
        role,
        ...(await hashOf(body)),
      });
      return reply
        .code(201)
        .header('location', `/api/v2/companies/${companyId}/employees/${employee.id}`)
        .send(employeeResource(employee));
    },
  });

  app.route({
    method: 'GET',
    url: PATH,
    config: COMMON.config,
    schema: {
      operationId: 'listEmployees',
      summary: 'List the employees',
      tags: COMMON.tags,
      params: CompanyParams,
      querystring: Type.Object(pageQuery(ID_CURSOR), { additionalProperties: false }),
      response: answers({ 200: pageOf(ref(EmployeeResource)) }, ['COMPANY_NOT_FOUND']),
    },
    async handler({ params: { companyId }, query }) {
      const page = await pageBelow(store, companyId, await store.employees.list(companyId, query));
      return { ...page, data: page.data.map(employeeResource) };
    },
  });

  app.route({
    method: 'GET',
    url: `${PATH}/:employeeId`,
    config: COMMON.config,
    schema: {
      operationId: 'readEmployee',
      summary: 'Read an employee',
      tags: COMMON.tags,
      params: EmployeeParams,
      response: answers({ 200: ref(EmployeeResource) }, ABSENT),
    },
    async handler({ params: { companyId, employeeId } }) {
      const employee = await store.employees.get(companyId, employeeId);
      return employee ? employeeResource(employee) : throwAbsent(store, companyId, 'EMPLOYEE_NOT_FOUND');
    },
  });

  app.route({
    method: 'PATCH',
    url: `${PATH}/:employeeId`,
    config: COMMON.config,
    schema: {
      operationId: 'changeEmployee',
      summary: 'Change an employee; another password, or disabling, ends his sessions',
      tags: COMMON.tags,
      params: EmployeeParams,
      body: EmployeeChange,
      response: answers({ 200: ref(EmployeeResource) }, [...ABSENT, 'EMPLOYEE_EXISTS']),
    },
    async handler({ params: { companyId, employeeId }, body: { password, ...change } }) {
      const changed = { ...change, ...(await hashOf({ password })) };
      const employee = await store.employees.change(companyId, employeeId, changed);
      if (!employee) return throwAbsent(store, companyId, 'EMPLOYEE_NOT_FOUND');
      sessions.forget();
      return employeeResource(employee);
    },
  });

  app.route({
    method: 'DELETE',
    url: `${PATH}/:employeeId`,
    config: COMMON.config,
    schema: {
      operationId: 'removeEmployee',
      summary: 'Remove an employee; his sessions end',
      tags: COMMON.tags,
      params: EmployeeParams,
      response: answers({ 204: Nothing }, ABSENT),
    },
    async handler({ params: { companyId, employeeId } }, reply) {
      if (!(await store.employees.remove(companyId, employeeId)))
        return throwAbsent(store, companyId, 'EMPLOYEE_NOT_FOUND');
      sessions.forget();
      return reply.code(204).send(null);
    },
  });
}
