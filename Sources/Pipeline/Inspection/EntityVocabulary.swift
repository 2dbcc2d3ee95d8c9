/// What exports call the fields of our entities.
struct EntityVocabulary {
    /// Names of one field: letters and digits in lower case, the likeliest first.
    struct Field {
        let name: String
        let names: [String]
        /// Names that say little, such as `id`: any entity has them.
        let vagueNames: [String]
        /// What a column must hold to be the field.
        let holds: Holds
    }

    enum Holds {
        case anything, day, number
        /// Anything but numbers.
        case words
    }

    let entity: String
    let fields: [Field]
    /// Words of file names and of XML records.
    let files: [String]
    /// Column names that say the file is something else.
    let against: [String]

    private init(_ entity: String, files: String, against: String = "", _ fields: [Field]) {
        self.entity = entity
        self.fields = fields
        self.files = files.split(separator: " ").map(String.init)
        self.against = against.split(separator: " ").map(String.init)
    }

    private static func field(
        _ name: String, _ names: String, vague: String = "", holds: Holds = .anything
    ) -> Field {
        Field(
            name: name, names: names.split(separator: " ").map(String.init),
            vagueNames: vague.split(separator: " ").map(String.init), holds: holds)
    }

    private static let accountId =
        "accountid account accountno accountnumber customerid customer customerno customernumber clientid client "
        + "clientno custid custno cust whatid companyid associatedcompanyids soldto soldtoparty partyid donotmodifyaccount"
    private static let repId =
        "repid rep reps salesrepid salesrep salesperson salespersonid employeeid employee employeeno ownerid owner "
        + "userid user agentid agent assignedto companyowner dealowner opportunityowner"
    private static let territoryId =
        "territoryid territory territorycode territoryname territory2id salesterritory salesterritoryid districtid "
        + "district terr"
    private static let unitId =
        "unitid unit fips fipscode countyfips countycode countyid geoid geographicid ctyfips stcofips areacode "
        + "areafips county"
    private static let postalCode =
        "postalcode zip zipcode postcode billingpostalcode zip5 plz shippostalcode shippingpostalcode mailingpostalcode"
    private static let from = field(
        "from", "from validfrom startdate datefrom effectivefrom effectivedate begindate periodstart",
        vague: "start",
        holds: .day)
    private static let to = field(
        "to", "to validto enddate dateto effectiveto expirationdate periodend", vague: "end until",
        holds: .day)
    private static let amountWords =
        "amount revenue netamount salesamount totalamount ordertotal invoiceamount linetotal linetotalamount "
        + "extendedprice netsales grosssales turnover sales actualrevenue dealamount total value"

    static let all = [
        EntityVocabulary(
            "units", files: "units unit counties county areas countries",
            against: "territoryid ratio weight resratio totratio amount accountid customerid",
            [
                field("unit_id", unitId, vague: "id code countryiso3code iso3 country"),
                field(
                    "name", "unitname countyname county ctyname areaname countryname", vague: "name title",
                    holds: .words),
                field("region", "region state statename stname province division"),
                field("land_area_km2", "landareakm2 areakm2 arealandkm2", holds: .number),
                field("potential", "potential annualpotential marketpotential", holds: .number),
            ]),
        EntityVocabulary(
            "crosswalk", files: "crosswalk zipcounty zip postal",
            against: "territoryid accountid amount name",
            [
                field("postal_code", postalCode), field("unit_id", unitId),
                field("weight", "weight totratio resratio ratio share afact busratio", holds: .number),
            ]),
        EntityVocabulary(
            "demographics", files: "population demographics census coest unemployment income estimates laus",
            against: "territoryid accountid customerid amount postalcode zip",
            [
                field(
                    "unit_id", unitId, vague: "refarea geo countryiso3code iso3 country code geography area"),
                field("year", "year timeperiod period", holds: .number),
            ]),
        EntityVocabulary(
            "territories", files: "territories territory districts",
            against:
                "accountid customerid amount repid employeeid unitid fips userid from validfrom objectid",
            [
                field("territory_id", territoryId, vague: "id developername code"),
                field(
                    "name", "territoryname territorydescription districtname",
                    vague: "name label title description", holds: .words),
                field(
                    "parent_id",
                    "parentid parent parentterritoryid parentterritory2id parentterritory regionid region"),
                field("kind", "kind type territorytype"),
            ]),
        EntityVocabulary(
            "unit_assignments", files: "unitassignments countyassignments alignment",
            against: "amount accountid customerid repid employeeid name",
            [field("unit_id", unitId), field("territory_id", territoryId), from, to]),
        EntityVocabulary(
            "account_assignments", files: "accountassignments objectterritory",
            against: "amount name date invoicedate orderdate repid text note subject minutes",
            [field("account_id", accountId + " objectid"), field("territory_id", territoryId), from, to]),
        EntityVocabulary(
            "reps", files: "reps rep employees employee users user salespeople",
            against: "territoryid amount accountid customerid date",
            [
                field("rep_id", repId, vague: "id"),
                field(
                    "name", "repname fullname employeename username salesrepname", vague: "name lastname",
                    holds: .words),
                field("hired", "hired hiredate datehired joined startdate", holds: .day),
                field(
                    "weekly_capacity_hours",
                    "weeklycapacityhours capacityhours hoursperweek weeklyhours hours", holds: .number),
            ]),
        EntityVocabulary(
            "rep_assignments", files: "repassignments employeeterritories userterritory",
            against: "amount accountid customerid date name text note",
            [
                field("rep_id", repId), field("territory_id", territoryId),
                field("role", "role roleinterritory2 assignmentrole", vague: "type kind"), from, to,
            ]),
        EntityVocabulary(
            "accounts", files: "accounts account customers customer clients companies",
            against: "amount date orderdate invoicedate closedate quantity text",
            [
                field("account_id", accountId + " recordid", vague: "id"),
                field(
                    "name", "accountname companyname customername clientname company", vague: "name title",
                    holds: .words),
                field("postal_code", postalCode), field("unit_id", unitId, vague: "country"),
                field("territory_id", territoryId),
                field("segment", "segment customersegment industry accounttype", vague: "type category"),
                field(
                    "potential", "potential annualpotential annualrevenue potentialrevenue", holds: .number),
                field(
                    "planned_calls_per_year", "plannedcallsperyear plannedcalls callsperyear callfrequency",
                    vague: "plan", holds: .number),
                field("parent_id", "parentid parentaccountid parentaccount"),
                field(
                    "latitude", "latitude lat billinglatitude shippinglatitude address1latitude",
                    holds: .number),
                field(
                    "longitude",
                    "longitude lon lng long billinglongitude shippinglongitude address1longitude",
                    holds: .number),
            ]),
        EntityVocabulary(
            "sales",
            files: "sales orders order opportunities opportunity invoices invoice deals revenue transactions",
            against: "minutes duration subject companyname customername accountname",
            [
                field(
                    "date",
                    "invoicedate orderdate closedate transactiondate saledate salesdate postingdate bookingdate shipdate",
                    vague: "date day", holds: .day),
                field("account_id", accountId), field("amount", amountWords, holds: .number),
                field("rep_id", repId), field("territory_id", territoryId),
                field("product_id", "productid product sku item itemid itemno materialno productcode"),
                field("quantity", "quantity qty units orderquantity", holds: .number),
            ]),
        EntityVocabulary(
            "activities", files: "activities activity calls call visits visit tasks task events event",
            against: "amount revenue productid quantity text orderid orderdate",
            [
                field(
                    "date",
                    "activitydate calldate visitdate startdatetime duedate meetingdate completeddate eventdate",
                    vague: "date day start", holds: .day),
                field("account_id", accountId), field("rep_id", repId),
                field(
                    "minutes", "minutes durationinminutes duration durationminutes callminutes",
                    holds: .number),
            ]),
        EntityVocabulary(
            "quotas", files: "quotas quota targets goals",
            against: "accountid customerid productid invoicedate date",
            [
                from, to,
                field("amount", "quota quotaamount target targetamount goal " + amountWords, holds: .number),
                field("territory_id", territoryId), field("rep_id", repId),
            ]),
        EntityVocabulary(
            "notes", files: "notes note comments", against: "amount quantity companyname name",
            [
                field("text", "text note notes comment comments remark body"),
                field("date", "notedate createddate", vague: "date day", holds: .day),
                field("territory_id", territoryId), field("rep_id", repId), field("account_id", accountId),
                field("tags", "tags tag topic topics"),
            ]),
    ]

    /// Words in the names of columns of measures, and what we call the measure.
    static let measures: [(word: String, measure: String)] = [
        ("popestimate", "population"), ("population", "population"), ("totalpop", "population"),
        ("households", "households"), ("medianincome", "median_income"),
        ("medianhouseholdincome", "median_household_income"), ("percapitaincome", "per_capita_income"),
        ("unemploymentrate", "unemployment_rate"), ("laborforce", "labor_force"), ("employed", "employed"),
        ("gdp", "gdp"), ("obsvalue", "value"), ("physicians", "physicians"),
        ("establishments", "establishments"),
    ]
}

/// The name of a column without case, blanks and signs: `Customer ID` and `@customerId` are `customerid`.
func plainName(_ name: String) -> String {
    var plain = ""
    for scalar in name.lowercased().unicodeScalars
    where scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
        plain.unicodeScalars.append(scalar)
    }
    return plain
}
